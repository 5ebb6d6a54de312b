/**
 * The graph that a tenant must give, computed from the tenant alone: nothing of
 * src is used here but the names of the types.
 */
import type { DirectoryObjectRef, Tenant } from '../emulator';
import { expectedIntune } from './expectedIntune';

/** The SDK's id of a local run's instance. */
const accountKey = 'microsoft_365_account-local-integration-instance';

export interface ExpectedGraph {
  /** `type key` of every entity, sorted. */
  readonly entities: string[];
  /** `type from -> to` of every relationship, and its version or compliance status; sorted. */
  readonly relationships: string[];
}

export function expectedGraph(tenant: Tenant): ExpectedGraph {
  const kinds = membershipKinds(tenant);
  const memberships = tenant.groups
    .filter(({ id }) => !tenant.vanishedGroupIds.has(id))
    .flatMap((group) =>
      (tenant.members.get(group.id) ?? []).map((member) => ({ group, member })),
    );
  const others = memberships
    .map(({ member }) => member)
    .filter((member) => kinds(member) === 'group_member');
  const intune = expectedIntune(tenant);
  return {
    entities: sorted([
      ...intune.entities,
      `microsoft_365_account ${accountKey}`,
      ...tenant.users.map(({ id }) => `azure_user ${id}`),
      ...tenant.groups.map(({ id }) => `azure_user_group ${id}`),
      ...new Set(others.map(({ id }) => `azure_group_member ${id}`)),
    ]),
    relationships: sorted([
      ...intune.relationships,
      ...tenant.users.map(
        ({ id }) =>
          `microsoft_365_account_has_azure_user ${accountKey} -> ${id}`,
      ),
      ...tenant.groups.map(
        ({ id }) =>
          `microsoft_365_account_has_azure_user_group ${accountKey} -> ${id}`,
      ),
      ...memberships.map(
        ({ group, member }) =>
          `azure_user_group_has_${kinds(member)} ${group.id} -> ${member.id}`,
      ),
    ]),
  };
}

function membershipKinds(tenant: Tenant) {
  const users = new Set(tenant.users.map(({ id }) => id));
  const groups = new Set(tenant.groups.map(({ id }) => id));
  return ({ id }: DirectoryObjectRef) => {
    if (users.has(id)) {
      return 'user';
    }
    return groups.has(id) ? 'group' : 'group_member';
  };
}

export function sorted(texts: string[]): string[] {
  return texts.sort();
}
