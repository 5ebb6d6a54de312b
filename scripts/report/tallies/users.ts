/** Users that own no device: of interest are members who may sign in. */
import { count, flag, text } from '../../../src/model/values';
import type { StoredEntity } from '../collection';
import { createTopList, toDisplayName, type Tally } from './tally';

export interface UserRow {
  readonly name: string;
  readonly login: string | undefined;
  readonly jobTitle: string | undefined;
  /** In ms since the Unix epoch; undefined where the tenant does not tell. */
  readonly lastSignInOn: number | undefined;
}

export interface UserCount {
  readonly total: number;
  readonly withoutDevice: number;
}

export interface UserResult {
  /** Members of the organization whose account is enabled. */
  readonly members: UserCount;
  readonly guests: UserCount;
  /** Members who may not sign in. */
  readonly disabled: UserCount;
  /** Enabled members without a device, the latest sign-in first. */
  readonly examples: readonly UserRow[];
}

type Kind = 'members' | 'guests' | 'disabled';

/** @param ownsTypes the types of the relationships from owners to devices */
export function tallyUsers(
  userType: string,
  ownsTypes: ReadonlySet<string>,
  limit: number,
): Tally<UserResult> {
  const owners = new Set<string>();
  const counts = {
    members: { total: 0, withoutDevice: 0 },
    guests: { total: 0, withoutDevice: 0 },
    disabled: { total: 0, withoutDevice: 0 },
  };
  const examples = createTopList<UserRow>(limit, latestFirst);
  return {
    addRelationship: ({ _type, _fromEntityKey }) => {
      if (ownsTypes.has(_type)) {
        owners.add(_fromEntityKey);
      }
    },
    addEntity: (entity) => {
      if (entity._type === userType) {
        const kind = kindOf(entity);
        counts[kind].total += 1;
        if (!owners.has(entity._key)) {
          counts[kind].withoutDevice += 1;
          if (kind === 'members') {
            examples.add(toRow(entity));
          }
        }
      }
    },
    result: () => ({ ...counts, examples: examples.items() }),
  };
}

function kindOf({ isGuest, userType, accountEnabled }: StoredEntity): Kind {
  if (flag(isGuest) ?? userType === 'Guest') {
    return 'guests';
  }
  return accountEnabled === false ? 'disabled' : 'members';
}

function toRow(entity: StoredEntity): UserRow {
  const signIns = [
    count(entity.lastSignInOn),
    count(entity.lastNonInteractiveSignInOn),
  ].filter((time) => time !== undefined);
  return {
    name: toDisplayName(entity),
    login: text(entity.userPrincipalName),
    jobTitle: text(entity.jobTitle),
    lastSignInOn: signIns.length > 0 ? Math.max(...signIns) : undefined,
  };
}

function latestFirst(a: UserRow, b: UserRow): number {
  return (
    (b.lastSignInOn ?? -Infinity) - (a.lastSignInOn ?? -Infinity) ||
    a.name.localeCompare(b.name)
  );
}
