/** What users can switch off in JupiterOne; the account and users are always collected. */
import type { IntegrationIngestionConfigFieldMap } from '@jupiterone/integration-sdk-core';

/**
 * The ids of the published integration: JupiterOne stores which of them an
 * instance has switched off, and a source with another id would run again.
 */
export const ingestionSourceIds = {
  groups: 'groups',
  devices: 'devices',
  compliancePolicies: 'compliance_policies',
  deviceConfigurations: 'device_configurations',
  applications: 'applications',
} as const;

export type IngestionSourceId =
  (typeof ingestionSourceIds)[keyof typeof ingestionSourceIds];

export const ingestionSources: Record<
  IngestionSourceId,
  IntegrationIngestionConfigFieldMap[string]
> = {
  groups: {
    title: 'Groups',
    description:
      'Microsoft Entra ID groups and their members: azure_user_group, azure_group_member and the memberships.',
  },
  devices: {
    title: 'Devices',
    description:
      'Microsoft Intune devices, host agents and the users of devices. Without them, findings and the applications of devices are not collected either.',
  },
  compliance_policies: {
    title: 'Compliance policies',
    description:
      'Microsoft Intune compliance policies, and how devices comply with them.',
  },
  device_configurations: {
    title: 'Device configurations',
    description:
      'Microsoft Intune device configurations of all kinds, and their state on devices.',
  },
  applications: {
    title: 'Applications',
    description:
      'Microsoft Intune managed applications and the applications that were detected on devices.',
  },
};
