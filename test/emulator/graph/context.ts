/** What the routes answer from: the tenant, an index of its objects and the keeper of page tokens. */
import type { DirectoryObjectType, Identified, Tenant } from '../tenant';
import type { ServiceBehaviour } from './behaviour';
import type { IntuneIndex } from './intune/intuneIndex';
import { createPageTokens, type PageTokens } from './odata/pageToken';
import type { ExportJobs } from './reports/exportJobs';
import { createReportPages, type ReportPages } from './reports/reportPages';

export interface GraphContext extends ServiceBehaviour {
  readonly tenant: Tenant;
  readonly origin: string;
  readonly directory: Directory;
  readonly intune: IntuneIndex;
  readonly exportJobs: ExportJobs;
  readonly pageTokens: PageTokens;
  readonly reportPages: ReportPages;
}

/** Every object that can be a member, by type and id. */
export interface Directory {
  find(type: DirectoryObjectType, id: string): Identified<object> | undefined;
}

export function createContext(
  options: Omit<GraphContext, 'directory' | 'pageTokens' | 'reportPages'>,
): GraphContext {
  return {
    ...options,
    directory: createDirectory(options.tenant),
    pageTokens: createPageTokens(),
    reportPages: createReportPages(),
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
