/** The longest chain of requests that nobody can send at the same time: each needs something of the answer before it. */
import { callsOf, isFinal, type LoggedRequest } from './requestLog';

const GROUPS = /^\/groups(?:\?|$)/;
const MEMBERS = /^\/groups\/[^/]+\/members(?:\?|$)/;

/**
 * How many answers must be awaited one after the other, at least. Pages of one
 * list are a chain, since each tells where the next one is. Everything comes
 * after the login. The members of a group come after the first page of groups;
 * which group has the most pages is not known before, so its page of the list
 * is taken to be the first: a floor must not be too high.
 */
export function longestPageChain(requests: readonly LoggedRequest[]): number {
  const logins = requests.filter(({ kind }) => kind === 'login').length;
  const pages = [...countPages(requests)];
  const longest = (isWanted: (list: string) => boolean) =>
    Math.max(0, ...pages.filter(([list]) => isWanted(list)).map(([, n]) => n));
  const groupsPages = longest((list) => GROUPS.test(list));
  const membersPages = longest((list) => MEMBERS.test(list));
  // The last page of groups has groups, and those have members.
  const throughGroups = groupsPages + (membersPages > 0 ? 1 : 0);
  const throughMembers = 1 + membersPages;
  const others = longest((list) => !MEMBERS.test(list));
  return logins + Math.max(throughGroups, throughMembers, others);
}

/** Successful answers by list; what a retry gave counts once. */
function countPages(
  requests: readonly LoggedRequest[],
): ReadonlyMap<string, number> {
  const pages = new Map<string, number>();
  for (const call of callsOf(requests)) {
    if (call.method === 'GET' && isFinal(call) && isList(call.path)) {
      const list = `${call.path}?${call.select}`;
      pages.set(list, (pages.get(list) ?? 0) + 1);
    }
  }
  return pages;
}

/** Polls of an export ask for the same thing again, and so does whoever wants to know the state of something. */
function isList(path: string): boolean {
  return (
    !path.includes('/exportJobs/') &&
    !path.startsWith('/organization') &&
    path !== '/deviceManagement'
  );
}
