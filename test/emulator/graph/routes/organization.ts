/** `/organization`: the one organization of the tenant. https://learn.microsoft.com/graph/api/organization-list */
import type { GraphContext } from '../context';
import { readOrganization } from '../directoryPermissions';
import { mdmAuthority, organizationType } from '../entityTypes/organization';
import { notFound } from '../errors';
import { intuneAccessDenied, notApplicable } from '../intuneErrors';
import { readQuery } from '../odata/query';
import { contextOf, project, readSelection } from '../odata/select';
import { bothVersions, hasAnyRole, type GraphCall, type Route } from '../route';

/** The documentation names no permission for this property; that these are needed is inferred from who keeps it. */
const readMdmAuthority = [
  'DeviceManagementServiceConfig.Read.All',
  'DeviceManagementServiceConfig.ReadWrite.All',
];

function readOrganizationObject(call: GraphCall, context: GraphContext) {
  const options = readQuery(call, ['$select']);
  const selection = readSelection(options, organizationType, call.version);
  const { organization, intune } = context.tenant;
  if (!selection.properties.includes(mdmAuthority)) {
    return {
      selection,
      object: project(organization, selection.properties, organizationType),
    };
  }
  if (intune === undefined) throw notApplicable();
  if (!hasAnyRole(call.caller, readMdmAuthority)) {
    throw intuneAccessDenied(readMdmAuthority, call.path);
  }
  const full = { ...organization, [mdmAuthority]: intune.mdmAuthority };
  return {
    selection,
    object: project(full, selection.properties, organizationType),
  };
}

const common = {
  method: 'GET',
  versions: bothVersions,
  service: 'directory',
  permissions: readOrganization,
} as const satisfies Partial<Route>;

export const organizationRoutes: readonly Route[] = [
  {
    ...common,
    path: '/organization',
    handle: (call, context) => {
      const { selection, object } = readOrganizationObject(call, context);
      const { origin } = context;
      return {
        status: 200,
        body: {
          '@odata.context': contextOf(
            origin,
            call.version,
            'organization',
            selection,
          ),
          value: [object],
        },
      };
    },
  },
  {
    ...common,
    path: '/organization/:id',
    handle: (call, context) => {
      const { id = '' } = call.params;
      if (id.toLowerCase() !== context.tenant.id) throw notFound(id);
      const { selection, object } = readOrganizationObject(call, context);
      return {
        status: 200,
        body: {
          '@odata.context': contextOf(
            context.origin,
            call.version,
            'organization',
            selection,
            '/$entity',
          ),
          ...object,
        },
      };
    },
  },
];
