/** The four lists of device configurations: each generation of Intune has its own. */
import type {
  DeviceConfiguration,
  DeviceManagementConfigurationPolicy,
  DeviceManagementIntent,
  GroupPolicyConfiguration,
} from '@microsoft/microsoft-graph-types-beta';
import { defineRequest, type GraphRequest } from '../../graph/request';

const common = {
  workload: 'intuneConfiguration',
  cost: 1,
  permission: {
    anyOf: ['DeviceManagementConfiguration.Read.All'],
    without: 'all Intune device configurations and their findings',
  },
} as const;

/** What is read of a configuration of any kind. */
export interface ConfigurationPayload {
  readonly id?: string;
  readonly displayName?: string | null;
  /** Settings Catalog's word for the display name. */
  readonly name?: string | null;
  readonly description?: string | null;
  readonly version?: number;
  readonly createdDateTime?: string;
  readonly lastModifiedDateTime?: string;
  /** Of Settings Catalog policies and intents. */
  readonly isAssigned?: boolean;
  readonly '@odata.type'?: string;
}

/** Device restrictions, VPN, Wi-Fi and the like: each has a type of its own. */
export const legacyConfigurationsRequest = defineRequest<DeviceConfiguration>()(
  {
    ...common,
    version: 'v1.0',
    path: '/deviceManagement/deviceConfigurations',
    select: [
      'id',
      'createdDateTime',
      'description',
      'displayName',
      'lastModifiedDateTime',
      'version',
    ],
    documentation:
      'https://learn.microsoft.com/graph/api/intune-deviceconfig-deviceconfiguration-list',
  },
);

/** Settings Catalog, and newer endpoint security. Beta only. */
export const settingsCatalogRequest =
  defineRequest<DeviceManagementConfigurationPolicy>()({
    ...common,
    version: 'beta',
    path: '/deviceManagement/configurationPolicies',
    select: [
      'id',
      'createdDateTime',
      'description',
      'isAssigned',
      'lastModifiedDateTime',
      'name',
    ],
    documentation:
      'https://learn.microsoft.com/graph/api/intune-deviceconfigv2-devicemanagementconfigurationpolicy-list?view=graph-rest-beta',
  });

/** Administrative templates (ADMX). Beta only. */
export const groupPolicyConfigurationsRequest =
  defineRequest<GroupPolicyConfiguration>()({
    ...common,
    version: 'beta',
    path: '/deviceManagement/groupPolicyConfigurations',
    select: [
      'id',
      'createdDateTime',
      'description',
      'displayName',
      'lastModifiedDateTime',
    ],
    documentation:
      'https://learn.microsoft.com/graph/api/intune-grouppolicy-grouppolicyconfiguration-list?view=graph-rest-beta',
  });

/** Older endpoint security and security baselines. Beta only. */
export const intentsRequest = defineRequest<DeviceManagementIntent>()({
  ...common,
  version: 'beta',
  path: '/deviceManagement/intents',
  select: [
    'id',
    'description',
    'displayName',
    'isAssigned',
    'lastModifiedDateTime',
  ],
  documentation:
    'https://learn.microsoft.com/graph/api/intune-deviceintent-devicemanagementintent-list?view=graph-rest-beta',
});

/** Where a configuration's states on devices are to be had, apart from the export. */
export type ConfigurationKind = 'legacy' | 'intent' | 'exportOnly';

export interface ConfigurationSource {
  readonly request: GraphRequest<ConfigurationPayload>;
  readonly kind: ConfigurationKind;
  /** Graph's name of the type, for lists of a single one. */
  readonly typeName: string;
}

export const configurationSources: readonly ConfigurationSource[] = [
  {
    request: legacyConfigurationsRequest,
    kind: 'legacy',
    typeName: 'deviceConfiguration',
  },
  {
    request: settingsCatalogRequest,
    kind: 'exportOnly',
    typeName: 'deviceManagementConfigurationPolicy',
  },
  {
    request: groupPolicyConfigurationsRequest,
    kind: 'exportOnly',
    typeName: 'groupPolicyConfiguration',
  },
  {
    request: intentsRequest,
    kind: 'intent',
    typeName: 'deviceManagementIntent',
  },
];
