/** What the routes answer from: the tenant, an index of its objects and the keeper of page tokens. */
import type { DirectoryObjectType, Identified, Tenant } from '../tenant';
import type { IntuneIndex } from './intune/intuneIndex';
import { createPageTokens, type PageTokens } from './odata/pageToken';
import type { ExportJobs } from './reports/exportJobs';

/**
 * The members of a hidden group without Member.Read.Hidden. The documentation says that the permission is needed, not
 * what happens without it, so a client must cope with both.
 * https://learn.microsoft.com/graph/api/group-list-members#permissions
 */
export type HiddenMembership = 'empty' | 'forbidden';

/** Which permission the creation of an export job takes: the sources disagree. */
export type ExportPermission = 'read' | 'readWrite';

/** Where tenants differ, or nobody knows. */
export interface ServiceBehaviour {
  readonly hiddenMembership: HiddenMembership;
  readonly exportPermission: ExportPermission;
  /** Whether the tenant has this report. */
  readonly orgDeviceInstallStatus: boolean;
  /** How many rows of `deviceStatuses` the service has at most; the overview counts all. */
  readonly deviceStatusesTruncatedTo?: number;
  /** Items a page at most, by path below the version; default: as many as Graph gives. */
  readonly largestPage?: (path: string) => number | undefined;
}

export interface GraphContext extends ServiceBehaviour {
  readonly tenant: Tenant;
  readonly origin: string;
  readonly directory: Directory;
  readonly intune: IntuneIndex;
  readonly exportJobs: ExportJobs;
  readonly pageTokens: PageTokens;
}

/** Every object that can be a member, by type and id. */
export interface Directory {
  find(type: DirectoryObjectType, id: string): Identified<object> | undefined;
}

export function createContext(
  options: Omit<GraphContext, 'directory' | 'pageTokens'>,
): GraphContext {
  return {
    ...options,
    directory: createDirectory(options.tenant),
    pageTokens: createPageTokens(),
  };
}

function createDirectory(tenant: Tenant): Directory {
  const byType = {
    user: byId([...tenant.users, ...tenant.deletedUsers]),
    group: byId(tenant.groups),
    device: byId(tenant.devices),
    servicePrincipal: byId(tenant.servicePrincipals),
    orgContact: byId(tenant.contacts),
  };
  return { find: (type, id) => byType[type].get(id.toLowerCase()) };
}

function byId(objects: readonly Identified<object>[]) {
  return new Map(objects.map((object) => [object.id, object]));
}
