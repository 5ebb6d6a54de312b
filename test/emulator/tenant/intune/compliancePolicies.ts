/** Generates compliance policies: those of a type for each platform, and those that are made of settings of the catalog. */
import type {
  DeviceCompliancePolicy,
  DeviceManagementCompliancePolicy,
  ManagedDevice,
} from '@microsoft/microsoft-graph-types-beta';
import {
  compliancePolicyName,
  linuxPolicies,
  nameAt,
  windowsCatalogPolicies,
} from '../companyNames';
import type { Seed } from '../seed';
import type { IdentifiedIntune, Polymorphic } from './intuneData';
import { policyTypeAt, scopeTags, times } from './policyParts';

export function compliancePolicy(
  seed: Seed,
  index: number,
): Polymorphic<DeviceCompliancePolicy> {
  const type = policyTypeAt('DeviceCompliancePolicy', index);
  return {
    '@odata.type': `#microsoft.graph.${type}`,
    id: seed.random.guid(),
    ...scopeTags(),
    ...times(seed),
    description: index % 2 === 0 ? null : 'What every device must have.',
    displayName: compliancePolicyName(type, index),
    version: seed.random.integer(1, 9),
    ...{ passwordRequired: true, osMinimumVersion: null },
  };
}

/** Of which no device says anything, in a tenant with more than a few: the first of them is assigned, the last is not. */
const silentPolicies = 2;

type CatalogPolicy = IdentifiedIntune<DeviceManagementCompliancePolicy>;

/**
 * Policies for Linux report only where there are such devices: nobody has seen
 * what others say of them.
 *
 * @param others how many compliance policies the tenant has besides
 */
export function catalogCompliancePolicies(
  seed: Seed,
  others: number,
  devices: readonly Pick<ManagedDevice, 'operatingSystem'>[],
): CatalogPolicy[] {
  const share = Math.ceil(others / 6);
  // One for Linux and one for another platform, at least, speak.
  const count = share > 1 ? Math.max(share - 1, 2) + silentPolicies : 1;
  const hasLinux = devices.some(runsLinux);
  return Array.from({ length: count }, (_, index) =>
    catalogCompliancePolicy(seed, index, count, hasLinux && index !== 1),
  );
}

export function runsLinux({
  operatingSystem,
}: Pick<ManagedDevice, 'operatingSystem'>): boolean {
  return /^linux/i.test(operatingSystem ?? '');
}

/** Those that devices report about. */
export function reportedCatalogPolicies(
  policies: readonly CatalogPolicy[],
): readonly CatalogPolicy[] {
  const isLarge = policies.length > silentPolicies;
  return isLarge ? policies.slice(0, -silentPolicies) : policies;
}

function catalogCompliancePolicy(
  seed: Seed,
  index: number,
  count: number,
  isLinux: boolean,
): CatalogPolicy {
  return {
    id: seed.random.guid(),
    ...scopeTags(),
    ...times(seed),
    creationSource: null,
    description: index % 2 === 0 ? null : '',
    isAssigned: count <= silentPolicies || index < count - 1,
    name: nameAt(isLinux ? linuxPolicies : windowsCatalogPolicies, index),
    platforms: isLinux ? 'linux' : 'windows10',
    settingCount: seed.random.integer(1, 12),
    technologies: isLinux ? 'linuxMdm' : 'mdm',
  };
}
