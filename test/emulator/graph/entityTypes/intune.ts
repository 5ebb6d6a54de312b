/** Properties of what Intune lists besides devices; those of derived types come with the objects themselves. */
import type {
  DetectedApp,
  DeviceComplianceDeviceStatus,
  DeviceCompliancePolicy,
  DeviceConfiguration,
  DeviceManagementCompliancePolicy,
  DeviceManagementConfigurationPolicy,
  DeviceManagementIntent,
  DeviceManagementIntentDeviceState,
  GroupPolicyConfiguration,
  MobileApp,
} from '@microsoft/microsoft-graph-types-beta';
import type { EntityType } from '../odata/entityType';

function entityType(
  name: string,
  properties: readonly string[],
  betaProperties: readonly string[] = [],
): EntityType {
  return {
    name,
    properties,
    betaProperties,
    defaults: properties,
    onlyOnSelect: [],
    collections: ['roleScopeTagIds'],
  };
}

/** https://learn.microsoft.com/graph/api/resources/intune-devices-detectedapp */
export const detectedAppType = entityType('detectedApp', [
  'id',
  'displayName',
  'version',
  'sizeInByte',
  'deviceCount',
  'publisher',
  'platform',
] satisfies (keyof DetectedApp)[]);

/** https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-devicecompliancepolicy */
export const compliancePolicyType = entityType(
  'deviceCompliancePolicy',
  [
    'id',
    'createdDateTime',
    'description',
    'lastModifiedDateTime',
    'displayName',
    'version',
  ] satisfies (keyof DeviceCompliancePolicy)[],
  ['roleScopeTagIds'] satisfies (keyof DeviceCompliancePolicy)[],
);

/** https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-deviceconfiguration */
export const deviceConfigurationType = entityType(
  'deviceConfiguration',
  [
    'id',
    'createdDateTime',
    'description',
    'lastModifiedDateTime',
    'displayName',
    'version',
  ] satisfies (keyof DeviceConfiguration)[],
  [
    'deviceManagementApplicabilityRuleDeviceMode',
    'deviceManagementApplicabilityRuleOsEdition',
    'deviceManagementApplicabilityRuleOsVersion',
    'roleScopeTagIds',
    'supportsScopeTags',
  ] satisfies (keyof DeviceConfiguration)[],
);

/** https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-devicecompliancedevicestatus; those of configurations are alike. */
export const deviceStatusType = (name: string) =>
  entityType(
    name,
    [
      'id',
      'deviceDisplayName',
      'userName',
      'deviceModel',
      'complianceGracePeriodExpirationDateTime',
      'status',
      'lastReportedDateTime',
      'userPrincipalName',
    ] satisfies (keyof DeviceComplianceDeviceStatus)[],
    ['platform'] satisfies (keyof DeviceComplianceDeviceStatus)[],
  );

/** https://learn.microsoft.com/graph/api/resources/intune-deviceconfigv2-devicemanagementcompliancepolicy */
export const complianceCatalogPolicyType = entityType(
  'deviceManagementCompliancePolicy',
  [
    'id',
    'createdDateTime',
    'creationSource',
    'description',
    'isAssigned',
    'lastModifiedDateTime',
    'name',
    'platforms',
    'roleScopeTagIds',
    'settingCount',
    'technologies',
  ] satisfies (keyof DeviceManagementCompliancePolicy)[],
);

/** https://learn.microsoft.com/graph/api/resources/intune-deviceconfigv2-devicemanagementconfigurationpolicy */
export const configurationPolicyType = entityType(
  'deviceManagementConfigurationPolicy',
  [
    'id',
    'createdDateTime',
    'creationSource',
    'description',
    'isAssigned',
    'lastModifiedDateTime',
    'name',
    'platforms',
    'priorityMetaData',
    'roleScopeTagIds',
    'settingCount',
    'technologies',
    'templateReference',
  ] satisfies (keyof DeviceManagementConfigurationPolicy)[],
);

/** https://learn.microsoft.com/graph/api/resources/intune-grouppolicy-grouppolicyconfiguration */
export const groupPolicyConfigurationType = entityType(
  'groupPolicyConfiguration',
  [
    'id',
    'createdDateTime',
    'description',
    'displayName',
    'lastModifiedDateTime',
    'policyConfigurationIngestionType',
    'roleScopeTagIds',
  ] satisfies (keyof GroupPolicyConfiguration)[],
);

/** https://learn.microsoft.com/graph/api/resources/intune-deviceintent-devicemanagementintent */
export const intentType = entityType('deviceManagementIntent', [
  'id',
  'displayName',
  'description',
  'isAssigned',
  'isMigratingToConfigurationPolicy',
  'lastModifiedDateTime',
  'templateId',
  'roleScopeTagIds',
] satisfies (keyof DeviceManagementIntent)[]);

/** https://learn.microsoft.com/graph/api/resources/intune-deviceintent-devicemanagementintentdevicestate */
export const intentDeviceStateType = entityType(
  'deviceManagementIntentDeviceState',
  [
    'id',
    'deviceId',
    'deviceDisplayName',
    'userName',
    'userPrincipalName',
    'state',
    'lastReportedDateTime',
  ] satisfies (keyof DeviceManagementIntentDeviceState)[],
);

/** https://learn.microsoft.com/graph/api/resources/intune-apps-mobileapp */
export const mobileAppType = entityType('mobileApp', [
  'id',
  'createdDateTime',
  'dependentAppCount',
  'description',
  'developer',
  'displayName',
  'informationUrl',
  'isAssigned',
  'isFeatured',
  'largeIcon',
  'lastModifiedDateTime',
  'notes',
  'owner',
  'privacyInformationUrl',
  'publisher',
  'publishingState',
  'roleScopeTagIds',
  'supersededAppCount',
  'supersedingAppCount',
  'uploadState',
] satisfies (keyof MobileApp)[]);
