/** Generates compliance policies and the four kinds of configurations. */
import type {
  DeviceCompliancePolicy,
  DeviceConfiguration,
  DeviceManagementConfigurationPolicy,
  DeviceManagementIntent,
  GroupPolicyConfiguration,
} from '@microsoft/microsoft-graph-types-beta';
import type { Seed } from '../seed';
import type {
  IdentifiedIntune,
  IntuneData,
  Polymorphic,
  UnlistedPolicy,
} from './intuneData';
import type { IntuneSize } from './intuneSize';
import { preciseTime } from './managedDevice';

export type Policies = Pick<
  IntuneData,
  | 'compliancePolicies'
  | 'deviceConfigurations'
  | 'configurationPolicies'
  | 'groupPolicyConfigurations'
  | 'intents'
  | 'unlistedPolicies'
>;

export function generatePolicies(seed: Seed, size: IntuneSize): Policies {
  const kinds = Array.from(
    { length: size.configurations },
    (_, index) => configurationKinds[index % configurationKinds.length],
  );
  const make = <T>(
    kind: (typeof configurationKinds)[number],
    create: (seed: Seed, index: number) => T,
  ) =>
    kinds
      .filter((each) => each === kind)
      .map((_, index) => create(seed, index));
  return {
    compliancePolicies: Array.from(
      { length: size.compliancePolicies },
      (_, index) => compliancePolicy(seed, index),
    ),
    deviceConfigurations: make('template', deviceConfiguration),
    configurationPolicies: make('catalogue', configurationPolicy),
    groupPolicyConfigurations: make('admx', groupPolicyConfiguration),
    intents: make('intent', intent),
    unlistedPolicies: unlistedPolicies(seed),
  };
}

/** How often each kind comes: most policies are made in the settings catalogue today. */
const configurationKinds = [
  'catalogue',
  'template',
  'admx',
  'intent',
  'catalogue',
  'catalogue',
] as const;

const compliancePolicyTypes = [
  'windows10CompliancePolicy',
  'iosCompliancePolicy',
  'macOSCompliancePolicy',
  'androidWorkProfileCompliancePolicy',
  'androidDeviceOwnerCompliancePolicy',
  'androidCompliancePolicy',
  'androidForWorkCompliancePolicy',
  'aospDeviceOwnerCompliancePolicy',
  'windows10MobileCompliancePolicy',
  'windows81CompliancePolicy',
  'defaultDeviceCompliancePolicy',
] as const;

const configurationTypes = [
  'windows10CustomConfiguration',
  'iosGeneralDeviceConfiguration',
  'macOSGeneralDeviceConfiguration',
  'androidWorkProfileGeneralDeviceConfiguration',
  'windowsUpdateForBusinessConfiguration',
  'windows10EndpointProtectionConfiguration',
  'windowsWifiConfiguration',
] as const;

function times({ random }: Seed) {
  return {
    createdDateTime: preciseTime(random, 200, 1500),
    lastModifiedDateTime: preciseTime(random, 1, 200),
  };
}

const scopeTags = () => ({ roleScopeTagIds: ['0'] });

function compliancePolicy(
  seed: Seed,
  index: number,
): Polymorphic<DeviceCompliancePolicy> {
  const type = compliancePolicyTypes[index % compliancePolicyTypes.length];
  return {
    '@odata.type': `#microsoft.graph.${type}`,
    id: seed.random.guid(),
    ...scopeTags(),
    ...times(seed),
    description: index % 2 === 0 ? null : 'What every device must have.',
    displayName: `Compliance ${index} – ${type}`,
    version: seed.random.integer(1, 9),
    ...{ passwordRequired: true, osMinimumVersion: null },
  };
}

function deviceConfiguration(
  seed: Seed,
  index: number,
): Polymorphic<DeviceConfiguration> {
  const type = configurationTypes[index % configurationTypes.length];
  return {
    '@odata.type': `#microsoft.graph.${type}`,
    id: seed.random.guid(),
    ...scopeTags(),
    ...times(seed),
    supportsScopeTags: true,
    deviceManagementApplicabilityRuleOsEdition: null,
    deviceManagementApplicabilityRuleOsVersion: null,
    deviceManagementApplicabilityRuleDeviceMode: null,
    description: index % 2 === 0 ? null : '',
    displayName: `Template "${type}", no. ${index}`,
    version: seed.random.integer(1, 9),
  };
}

function configurationPolicy(
  seed: Seed,
  index: number,
): IdentifiedIntune<DeviceManagementConfigurationPolicy> {
  const isEndpointSecurity = index % 3 === 1;
  return {
    id: seed.random.guid(),
    ...scopeTags(),
    ...times(seed),
    creationSource: null,
    description: '',
    isAssigned: index % 4 !== 3,
    name: `Settings catalogue ${index}`,
    platforms: index % 2 === 0 ? 'windows10' : 'macOS',
    priorityMetaData: null,
    settingCount: seed.random.integer(1, 40),
    technologies: 'mdm',
    templateReference: {
      templateId: isEndpointSecurity ? `${seed.random.guid()}_1` : '',
      templateFamily: isEndpointSecurity ? 'endpointSecurityFirewall' : 'none',
      templateDisplayName: isEndpointSecurity ? 'Windows Firewall' : null,
      templateDisplayVersion: isEndpointSecurity ? 'Version 1' : null,
    },
  };
}

function groupPolicyConfiguration(
  seed: Seed,
  index: number,
): IdentifiedIntune<GroupPolicyConfiguration> {
  return {
    id: seed.random.guid(),
    ...scopeTags(),
    ...times(seed),
    description: '',
    displayName: `Administrative templates ${index}`,
    policyConfigurationIngestionType: 'builtIn',
  };
}

function intent(
  seed: Seed,
  index: number,
): IdentifiedIntune<DeviceManagementIntent> {
  const { lastModifiedDateTime } = times(seed);
  return {
    id: seed.random.guid(),
    ...scopeTags(),
    lastModifiedDateTime,
    description: null,
    displayName: `Security baseline ${index}`,
    isAssigned: true,
    isMigratingToConfigurationPolicy: false,
    templateId: seed.random.guid(),
  };
}

function unlistedPolicies({ random }: Seed): UnlistedPolicy[] {
  return [
    {
      id: random.guid(),
      displayName: 'Default Device Compliance Policy',
      kind: 'compliance',
    },
    { id: random.guid(), displayName: 'Deleted policy', kind: 'compliance' },
    {
      id: random.guid(),
      displayName: 'Deleted configuration',
      kind: 'configuration',
    },
  ];
}
