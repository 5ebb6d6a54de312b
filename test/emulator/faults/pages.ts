/** Faults of collections: the right items on wrong pages, and links that lead nowhere good. */
import type { HttpAnswer } from '../http/message';
import type { Fault, FaultedRequest } from './rule';

interface PageBody {
  readonly '@odata.context'?: string;
  readonly '@odata.nextLink'?: string;
  readonly value: readonly unknown[];
}

type RewritePage = (page: PageBody, request: FaultedRequest) => object;

/**
 * The items of a page come on the next one. Hit two pages in a row: the first
 * is emptied, the second has both.
 */
export function emptyPage(): Fault {
  const held = new Map<string, readonly unknown[]>();
  return rewritePage('empty page with a next link', (page, { url }) => {
    const collection = collectionOf(url);
    const before = held.get(collection);
    if (before === undefined && page['@odata.nextLink'] !== undefined) {
      held.set(collection, page.value);
      return { ...page, value: [] };
    }
    held.delete(collection);
    return { ...page, value: [...(before ?? []), ...page.value] };
  });
}

export const repeatedItem = rewritePage('item twice on a page', (page) => ({
  ...page,
  value: [...page.value, ...page.value.slice(0, 1)],
}));

/** The first item of the collection comes again on every page that is hit after it. */
export function repeatedAcrossPages(): Fault {
  const first = new Map<string, unknown>();
  return rewritePage('item on two pages', (page, { url }) => {
    const collection = collectionOf(url);
    const again = first.get(collection);
    if (again === undefined) first.set(collection, page.value[0]);
    return again === undefined
      ? page
      : { ...page, value: [again, ...page.value] };
  });
}

export const nullItem = rewritePage('null among the items', (page) => ({
  ...page,
  value: [null, ...page.value],
}));

/** As if there was no more: nothing in it tells. */
export const halfPage = rewritePage(
  'half of a page, without a link',
  (page) => ({
    ...page,
    '@odata.nextLink': undefined,
    value: page.value.slice(0, Math.floor(page.value.length / 2)),
  }),
);

export const noList = rewritePage('no list of values', (page) => ({
  ...page,
  value: null,
}));

/** There is more, and a careless reader sees the last page. */
export const misspelledLink = rewritePage(
  'next link with another name',
  (page) => {
    const { '@odata.nextLink': link, ...rest } = page;
    return link === undefined ? page : { ...rest, '@odata.nextlink': link };
  },
);

/** The same page by another address. */
export const otherLinks: readonly Fault[] = [
  otherLink('next link in another case', (link) => {
    const { host } = new URL(link);
    return link.replace(host, host.toUpperCase());
  }),
  otherLink('relative next link', (link) => {
    const { pathname, search } = new URL(link);
    return `${pathname}${search}`;
  }),
];

/** Every n-th item, from the first one on. */
type Spoil = (item: Readonly<Record<string, unknown>>) => object;

function spoiled(name: string, every: number, spoil: Spoil): Fault {
  return rewritePage(`${name}, one in ${every}`, (page) => ({
    ...page,
    value: page.value.map((item, index) =>
      index % every === 0
        ? spoil(item as Readonly<Record<string, unknown>>)
        : item,
    ),
  }));
}

export const withoutIds = (every: number): Fault =>
  spoiled('items without an id', every, ({ id: _, ...rest }) => rest);

export const onlyIds = (every: number): Fault =>
  spoiled('items with nothing but their id', every, ({ id }) => ({ id }));

export const withoutProperties = (
  every: number,
  names: readonly string[],
): Fault =>
  spoiled('items without what decides', every, (item) => ({
    ...item,
    ...Object.fromEntries(names.map((name) => [name, null])),
  }));

export const noItems = rewritePage('empty list', (page) => ({
  ...page,
  '@odata.nextLink': undefined,
  value: [],
}));

/** Back to the page that was asked for. */
export const loopingLink = rewritePage(
  'next link that loops',
  (page, { kind, url }) => {
    const root = (page['@odata.context'] ?? '').split('/$metadata')[0];
    const base = kind === 'batchItem' ? root : new URL(root).origin;
    return { ...page, '@odata.nextLink': `${base}${url}` };
  },
);

export const foreignLink = rewritePage(
  'next link to another host',
  (page, { url }) => ({
    ...page,
    '@odata.nextLink': `https://graph.microsoft.com.example.org${url}`,
  }),
);

/** Changes the JSON of a good answer; every other one stays as it is. */
export function rewriteJson<Body>(
  name: string,
  rewrite: (body: Body, request: FaultedRequest) => object,
): Fault {
  return {
    name,
    apply: async (answer, request) => {
      const good: HttpAnswer = await answer();
      if (good.status < 200 || good.status > 299) return good;
      const body = rewrite(JSON.parse(String(good.body)) as Body, request);
      return { ...good, body: JSON.stringify(body) };
    },
  };
}

function otherLink(name: string, rewrite: (link: string) => string): Fault {
  return rewritePage(name, (page) => {
    const link = page['@odata.nextLink'];
    return link === undefined
      ? page
      : { ...page, '@odata.nextLink': rewrite(link) };
  });
}

function rewritePage(name: string, rewrite: RewritePage): Fault {
  return rewriteJson(name, rewrite);
}

function collectionOf(url: string): string {
  return url.split('?', 1)[0];
}
