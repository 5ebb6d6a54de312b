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
  readonly isAssigned?: boolean;
  readonly platforms?: string;
  readonly technologies?: string;
  readonly settingCount?: number;
  readonly templateReference?: { readonly templateFamily?: string } | null;
  readonly '@odata.type'?: string;
}

/**
 * Device restrictions, VPN, Wi-Fi and the like: each has a type of its own. Beta:
 * v1.0 leaves the types out that it does not know, four of five of them.
 * https://github.com/microsoft/Intune-PowerShell-SDK/issues/69
 */
export const legacyConfigurationsRequest = defineRequest<DeviceConfiguration>()(
  {
    ...common,
    version: 'beta',
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
      'https://learn.microsoft.com/graph/api/intune-deviceconfig-deviceconfiguration-list?view=graph-rest-beta',
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
      'platforms',
      'settingCount',
      'technologies',
      'templateReference',
    ],
    // 25 a page unless asked for more.
    top: 100,
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

/** What the lists can do without. */
export const optionalConfigurationFields = [
  'isAssigned',
  'platforms',
  'settingCount',
  'technologies',
  'templateReference',
] as const satisfies readonly (keyof ConfigurationPayload)[];

/** Whether a configuration has a list of its states, apart from export and reports, and which one. */
export type ConfigurationKind = 'legacy' | 'intent' | 'withoutList';

export interface ConfigurationSource {
  /** As messages name them. */
  readonly what: string;
  readonly request: GraphRequest<ConfigurationPayload>;
  readonly kind: ConfigurationKind;
  /** Graph's name of the type, for lists of a single one. */
  readonly typeName: string;
}

/** From the newest family to the oldest: where two lists have the same id, the newer one has the word. */
export const configurationSources: readonly ConfigurationSource[] = [
  {
    what: 'configuration policies of the Settings Catalog',
    request: settingsCatalogRequest,
    kind: 'withoutList',
    typeName: 'deviceManagementConfigurationPolicy',
  },
  {
    what: 'administrative templates',
    request: groupPolicyConfigurationsRequest,
    kind: 'withoutList',
    typeName: 'groupPolicyConfiguration',
  },
  {
    what: 'security intents',
    request: intentsRequest,
    kind: 'intent',
    typeName: 'deviceManagementIntent',
  },
  {
    what: 'device configurations of the oldest kind',
    request: legacyConfigurationsRequest,
    kind: 'legacy',
    typeName: 'deviceConfiguration',
  },
];
