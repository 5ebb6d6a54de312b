/** Directory roles of users, their own ones and those of their groups. */
import { IntegrationWarnEventName } from '@jupiterone/integration-sdk-core';
import { errorMessage, isNotFound } from '../../../graph/errors/errors';
import { forParameters } from '../../../graph/request';
import { identified, readId } from '../../../model/keys';
import { text } from '../../../model/values';
import type { StepContext } from '../../../run/context';
import { publishWarning } from '../../../run/events';
import { isAboutRequest } from '../../../run/itemFailures';
import { readOptionalList } from '../../../run/optionalList';
import { joinedCauses } from '../../../run/wholeness/completeness';
import {
  roleAssignmentsRequest,
  roleDefinitionsRequest,
  roleGroupMembersRequest,
  roleGroupsRequest,
} from './request';

/** By the id of a user, or of another holder: names of roles, each once. */
export type DirectoryRoles = ReadonlyMap<string, string[]>;

/** Sets of role ids, by the id of who has them. */
type RoleIds = Map<string, Set<string>>;

/**
 * Undefined when any part of them cannot be had, which an event tells: a user whose
 * roles are unknown must not look like one without a role.
 *
 * @throws LoginError, GraphAbortError
 */
export async function readDirectoryRoles(
  context: StepContext,
): Promise<DirectoryRoles | undefined> {
  const assigned = await readAssignments(context);
  const names = assigned && (await readNames(context));
  const isWhole = names && (await addMembersOfGroups(context, assigned));
  return isWhole ? namedRoles(assigned, names) : undefined;
}

async function readAssignments(
  context: StepContext,
): Promise<RoleIds | undefined> {
  const assigned: RoleIds = new Map();
  let unreadable = 0;
  const isWhole = await readOptionalList(
    context,
    roleAssignmentsRequest,
    (page) => {
      for (const assignment of page) {
        const principal = readId(assignment?.principalId);
        const role = readId(assignment?.roleDefinitionId);
        if (principal === undefined || role === undefined) {
          unreadable += 1;
        } else {
          give(assigned, principal, [role]);
        }
      }
    },
  );
  if (!isWhole) {
    return undefined;
  }
  const doubt = doubtOf(assigned, unreadable);
  if (doubt !== undefined) {
    tellUnread(context, doubt);
  }
  return doubt === undefined ? assigned : undefined;
}

/** Whoever has a role that could not be read would look like a user without one. */
function doubtOf(assigned: RoleIds, unreadable: number): string | undefined {
  if (unreadable > 0) {
    return `Microsoft Graph listed role assignments without a principal or a role: ${unreadable}`;
  }
  return assigned.size === 0
    ? 'Microsoft Graph listed no role assignment, and every tenant has an administrator'
    : undefined;
}

/** A role without a name is known by its id. */
async function readNames(
  context: StepContext,
): Promise<ReadonlyMap<string, string> | undefined> {
  const names = new Map<string, string>();
  const isWhole = await readOptionalList(
    context,
    roleDefinitionsRequest,
    (page) => {
      for (const { id, displayName } of identified(page)) {
        names.set(id, text(displayName) ?? id);
      }
    },
  );
  return isWhole ? names : undefined;
}

/** Gives the roles of groups to their members. @returns whether all were read */
async function addMembersOfGroups(
  context: StepContext,
  assigned: RoleIds,
): Promise<boolean> {
  const groups = new Set<string>();
  let nameless = 0;
  const isWhole = await readOptionalList(context, roleGroupsRequest, (page) => {
    const known = identified(page);
    nameless += page.length - known.length;
    known.forEach(({ id }) => groups.add(id));
  });
  if (!isWhole) {
    return false;
  }
  const holders = [...groups].flatMap((id) => {
    const roles = assigned.get(id);
    return roles ? [{ id, roles }] : [];
  });
  try {
    nameless += await giveToMembers(context, assigned, holders);
    if (nameless > 0) {
      tellUnread(
        context,
        `Microsoft Graph listed groups with roles, or members of them, without an id: ${nameless}`,
      );
    }
    return nameless === 0;
  } catch (error) {
    if (!isAboutRequest(error)) {
      throw error;
    }
    tellUnread(context, errorMessage(error));
    return false;
  }
}

interface Holder {
  readonly id: string;
  readonly roles: ReadonlySet<string>;
}

/** @returns how many members came without an id */
async function giveToMembers(
  { graph }: StepContext,
  assigned: RoleIds,
  holders: readonly Holder[],
): Promise<number> {
  let nameless = 0;
  const items = holders.map((source) => ({
    source,
    request: forParameters(roleGroupMembersRequest, { id: source.id }),
  }));
  // A group that was deleted meanwhile gives its roles to nobody.
  for await (const result of graph.listMany(items, isNotFound)) {
    if (!('failure' in result)) {
      const members = identified(result.items);
      nameless += result.items.length - members.length;
      members.forEach(({ id }) => give(assigned, id, result.source.roles));
    }
  }
  return nameless;
}

function give(assigned: RoleIds, id: string, roles: Iterable<string>): void {
  const own = assigned.get(id) ?? new Set();
  for (const role of roles) {
    own.add(role);
  }
  assigned.set(id, own);
}

function namedRoles(
  assigned: RoleIds,
  names: ReadonlyMap<string, string>,
): DirectoryRoles {
  return new Map(
    [...assigned].map(([id, roles]) => {
      const named = [...roles].map((role) => names.get(role) ?? role);
      return [id, [...new Set(named)].sort()];
    }),
  );
}

function tellUnread({ logger }: StepContext, cause: string): void {
  publishWarning(
    logger,
    'M365-DATA-007',
    IntegrationWarnEventName.IncompleteData,
    `Not collected in this run: ${roleAssignmentsRequest.permission.without}. ${joinedCauses([cause])}.`,
  );
}
