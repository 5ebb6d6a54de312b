/** Policies as the reports see them: all kinds alike, and those that are not listed any more. */
import type { IntuneData } from '../../tenant';

export interface ReportedPolicy {
  readonly id: string;
  readonly displayName: string;
  /** Of the portal, as `GroupPolicyConfiguration`. */
  readonly type: string;
  /** Of the service behind. */
  readonly baseType: string;
  readonly platform: { readonly code: number; readonly name: string };
}

interface Kind {
  readonly type: string;
  readonly baseType: string;
}

const namespace = 'Microsoft.Management.Services.Api.';

const kinds = {
  compliance: {
    type: 'CompliancePolicy',
    baseType: `${namespace}DeviceCompliancePolicy`,
  },
  complianceCatalog: {
    type: 'CompliancePolicy',
    baseType: 'DeviceManagementCompliancePolicy',
  },
  template: {
    type: 'DeviceConfiguration',
    baseType: `${namespace}DeviceConfiguration`,
  },
  catalogue: {
    type: 'SettingsCatalog',
    baseType: 'DeviceManagementConfigurationPolicy',
  },
  admx: {
    type: 'GroupPolicyConfiguration',
    baseType: 'DeviceConfigurationAdmxPolicy',
  },
  intent: {
    type: 'DeviceIntent',
    baseType: `${namespace}DeviceManagementIntent`,
  },
} as const satisfies Record<string, Kind>;

export function policiesOf(
  data: IntuneData,
  kind: 'compliance' | 'configuration',
): ReadonlyMap<string, ReportedPolicy> {
  const unlisted = data.unlistedPolicies.filter((each) => each.kind === kind);
  const policies =
    kind === 'compliance'
      ? [
          ...reported(
            [...data.compliancePolicies, ...unlisted],
            kinds.compliance,
          ),
          ...reported(data.complianceCatalogPolicies, kinds.complianceCatalog),
        ]
      : [
          ...reported(
            [...data.deviceConfigurations, ...unlisted],
            kinds.template,
          ),
          ...reported(data.configurationPolicies, kinds.catalogue),
          ...reported(data.groupPolicyConfigurations, kinds.admx),
          ...reported(data.intents, kinds.intent),
        ];
  return new Map(policies.map((policy) => [policy.id, policy]));
}

interface AnyPolicy {
  readonly id: string;
  readonly '@odata.type'?: string;
  readonly displayName?: string;
  readonly name?: string | null;
  readonly platforms?: string;
}

function reported(
  policies: readonly AnyPolicy[],
  { type, baseType }: Kind,
): ReportedPolicy[] {
  return policies.map((policy) => ({
    id: policy.id,
    displayName: policy.displayName ?? policy.name ?? '',
    type,
    baseType,
    platform: platformOf(
      policy['@odata.type'] ?? policy.platforms ?? 'windows',
    ),
  }));
}

function platformOf(typeOrPlatform: string) {
  if (/android/i.test(typeOrPlatform)) return { code: 1, name: 'Android' };
  if (/ios/.test(typeOrPlatform)) return { code: 2, name: 'iOS' };
  if (/macos/i.test(typeOrPlatform)) return { code: 3, name: 'macOS' };
  // No list of Microsoft's has a number for it, and nobody has seen one.
  if (/linux/.test(typeOrPlatform)) return { code: 11, name: 'Linux' };
  return { code: 5, name: 'Windows10' };
}
