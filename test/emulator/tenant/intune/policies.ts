/** Generates the four kinds of configurations, and puts them beside the compliance policies. */
import type {
  DeviceConfiguration,
  DeviceManagementConfigurationPlatforms,
  DeviceManagementConfigurationPolicy,
  DeviceManagementConfigurationTechnologies,
  DeviceManagementIntent,
  GroupPolicyConfiguration,
  ManagedDevice,
} from '@microsoft/microsoft-graph-types-beta';
import {
  administrativeTemplateNames,
  baselineNames,
  catalogNames,
  nameAt,
  templateName,
} from '../companyNames';
import type { Seed } from '../seed';
import {
  catalogCompliancePolicies,
  compliancePolicy,
} from './compliancePolicies';
import type {
  IdentifiedIntune,
  IntuneData,
  Polymorphic,
  UnlistedPolicy,
} from './intuneData';
import type { IntuneSize } from './intuneSize';
import { policyTypeAt, scopeTags, times } from './policyParts';

export type Policies = Pick<
  IntuneData,
  | 'compliancePolicies'
  | 'complianceCatalogPolicies'
  | 'deviceConfigurations'
  | 'configurationPolicies'
  | 'groupPolicyConfigurations'
  | 'intents'
  | 'unlistedPolicies'
>;

export function generatePolicies(
  seed: Seed,
  size: IntuneSize,
  devices: readonly Pick<ManagedDevice, 'operatingSystem'>[],
): Policies {
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
    complianceCatalogPolicies: catalogCompliancePolicies(
      seed,
      size.compliancePolicies,
      devices,
    ),
    deviceConfigurations: make('template', deviceConfiguration),
    configurationPolicies: make('catalog', configurationPolicy),
    groupPolicyConfigurations: make('admx', groupPolicyConfiguration),
    intents: make('intent', intent),
    unlistedPolicies: unlistedPolicies(seed),
  };
}

/**
 * How often each kind comes: most policies are made in the Settings Catalog today. A small tenant has two templates, so
 * that one of them is of a type that only beta has.
 */
const configurationKinds = [
  'catalog',
  'template',
  'admx',
  'intent',
  'template',
  'catalog',
  'catalog',
  'template',
  'catalog',
  'admx',
  'catalog',
  'catalog',
] as const;

const descriptions = ['What every device needs.', '', null] as const;

function deviceConfiguration(
  seed: Seed,
  index: number,
): Polymorphic<DeviceConfiguration> {
  const type = policyTypeAt('DeviceConfiguration', index);
  return {
    '@odata.type': `#microsoft.graph.${type}`,
    id: seed.random.guid(),
    ...scopeTags(),
    ...times(seed),
    supportsScopeTags: true,
    deviceManagementApplicabilityRuleOsEdition: null,
    deviceManagementApplicabilityRuleOsVersion: null,
    deviceManagementApplicabilityRuleDeviceMode: null,
    description: descriptions[index % descriptions.length],
    displayName: templateName(type, index),
    version: seed.random.integer(1, 9),
  };
}

/** They are flags, of which the types know single ones only. */
const platforms = [
  'windows10',
  'macOS',
  'windows10,macOS',
  'none',
] as DeviceManagementConfigurationPlatforms[];

const technologies = [
  'mdm',
  'mdm,microsoftSense',
] as DeviceManagementConfigurationTechnologies[];

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
    name: nameAt(catalogNames, index),
    platforms: platforms[index % platforms.length],
    priorityMetaData: null,
    settingCount: seed.random.integer(1, 40),
    technologies: technologies[index % 5 === 4 ? 1 : 0],
    templateReference:
      index % 7 === 6
        ? null
        : {
            templateId: isEndpointSecurity ? `${seed.random.guid()}_1` : '',
            templateFamily: isEndpointSecurity
              ? 'endpointSecurityFirewall'
              : 'none',
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
    displayName: nameAt(administrativeTemplateNames, index),
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
    displayName: nameAt(baselineNames, index),
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
