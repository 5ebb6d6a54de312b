/**
 * Lists that need nothing but their data: an entry each. What answers in a way of
 * its own has a file in `routes/`.
 */
import type { Group } from '@microsoft/microsoft-graph-types';
import {
  complianceCatalogPolicyType,
  compliancePolicyType,
  configurationPolicyType,
  deviceConfigurationType,
  groupPolicyConfigurationType,
  intentType,
} from './entityTypes/intune';
import { groupType, onlyOnSingleGroup } from './entityTypes/group';
import {
  registrationType,
  roleAssignmentType,
  roleDefinitionType,
  subscribedSkuType,
} from './entityTypes/security';
import type { GraphContext } from './context';
import { readGroups, readLicenses, readRoles } from './directoryPermissions';
import { readConfiguration } from './intunePermissions';
import type { EntityType } from './odata/entityType';
import { requireAuditLog } from './premium';
import { bothVersions, type GraphCall, type Route } from './route';
import type { Identified, IntuneData } from '../tenant';
import type { PolicyBase } from '../tenant/intune/declaredTypes';
import { subscribedSkusOf } from '../tenant/licenses';
import {
  registrationsOf,
  roleAssignmentsOf,
  roleDefinitions,
} from '../tenant/security';

export interface PlainList {
  /** `/groups`. */
  readonly path: string;
  readonly versions: Route['versions'];
  /** Application permissions, of which the caller needs one. */
  readonly permissions: readonly string[];
  /** The service that answers: each pages in its own way. */
  readonly service: 'directory' | 'identityReports' | 'intune' | 'intuneCosmos';
  readonly type: EntityType;
  readonly items: (context: GraphContext) => readonly Identified<object>[];
  /** Kept by another service: a listing that selects one answers 501. */
  readonly unlistable?: readonly string[];
  /** Where beta has more types than v1.0. */
  readonly base?: PolicyBase;
  /** Which items each known `$filter` leaves; others are not emulated. */
  readonly filters?: Readonly<Record<string, (item: object) => boolean>>;
  /** Throws a `GraphError` where more is needed than a permission. */
  readonly admit?: (call: GraphCall, context: GraphContext) => void;
  /** Whether `$select` is refused, as an option. */
  readonly refusesSelect?: (context: GraphContext) => boolean;
}

const ofIntune =
  (items: (data: IntuneData) => readonly Identified<object>[]) =>
  ({ intune }: GraphContext) =>
    items(intune.subscription.data);

const beta = ['beta'] as const;

export const plainLists: readonly PlainList[] = [
  {
    // https://learn.microsoft.com/graph/api/group-list
    path: '/groups',
    versions: bothVersions,
    permissions: readGroups,
    service: 'directory',
    type: groupType,
    items: ({ tenant }) => tenant.groups,
    unlistable: onlyOnSingleGroup,
    filters: {
      'isAssignableToRole eq true': (group) =>
        (group as Group).isAssignableToRole === true,
    },
  },
  {
    // https://learn.microsoft.com/graph/api/authenticationmethodsroot-list-userregistrationdetails
    path: '/reports/authenticationMethods/userRegistrationDetails',
    versions: bothVersions,
    // Refused in its own words.
    permissions: [],
    admit: ({ caller }, { tenant }) => requireAuditLog(caller, tenant),
    service: 'identityReports',
    type: registrationType,
    items: ({ tenant }) => registrationsOf(tenant),
  },
  {
    // https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments
    path: '/roleManagement/directory/roleAssignments',
    versions: bothVersions,
    permissions: readRoles,
    service: 'directory',
    type: roleAssignmentType,
    items: ({ tenant }) => roleAssignmentsOf(tenant),
  },
  {
    // https://learn.microsoft.com/graph/api/rbacapplication-list-roledefinitions
    path: '/roleManagement/directory/roleDefinitions',
    versions: bothVersions,
    permissions: readRoles,
    service: 'directory',
    type: roleDefinitionType,
    items: () => roleDefinitions,
  },
  {
    // https://learn.microsoft.com/graph/api/subscribedsku-list
    path: '/subscribedSkus',
    versions: bothVersions,
    permissions: readLicenses,
    service: 'directory',
    type: subscribedSkuType,
    items: ({ tenant }) => subscribedSkusOf(tenant),
  },
  // https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-conceptual
  {
    path: '/deviceManagement/deviceCompliancePolicies',
    versions: bothVersions,
    permissions: readConfiguration,
    service: 'intune',
    type: compliancePolicyType,
    items: ofIntune((data) => data.compliancePolicies),
    base: 'DeviceCompliancePolicy',
  },
  {
    path: '/deviceManagement/compliancePolicies',
    versions: beta,
    permissions: readConfiguration,
    service: 'intuneCosmos',
    type: complianceCatalogPolicyType,
    items: ofIntune((data) => data.complianceCatalogPolicies),
    refusesSelect: ({ catalogPoliciesRefuseSelect }) =>
      catalogPoliciesRefuseSelect,
  },
  {
    path: '/deviceManagement/deviceConfigurations',
    versions: bothVersions,
    permissions: readConfiguration,
    service: 'intune',
    type: deviceConfigurationType,
    items: ofIntune((data) => data.deviceConfigurations),
    base: 'DeviceConfiguration',
  },
  {
    path: '/deviceManagement/configurationPolicies',
    versions: beta,
    permissions: readConfiguration,
    service: 'intuneCosmos',
    type: configurationPolicyType,
    items: ofIntune((data) => data.configurationPolicies),
  },
  {
    path: '/deviceManagement/groupPolicyConfigurations',
    versions: beta,
    permissions: readConfiguration,
    service: 'intune',
    type: groupPolicyConfigurationType,
    items: ofIntune((data) => data.groupPolicyConfigurations),
  },
  {
    path: '/deviceManagement/intents',
    versions: beta,
    permissions: readConfiguration,
    service: 'intune',
    type: intentType,
    items: ofIntune((data) => data.intents),
  },
];
