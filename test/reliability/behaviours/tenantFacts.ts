/** What of a tenant decides what can be lost: how many rows there are, and of what. From the tenant alone. */
import type { IntuneData, Tenant } from '../../emulator';
import { expectedIntune } from '../../endToEnd/expectedIntune';

/** By where the states of a policy are to be had. */
export type PolicyKind =
  'compliance' | 'catalogCompliance' | 'template' | 'intent' | 'reported';

export interface PolicyFacts {
  readonly id: string;
  readonly kind: PolicyKind;
  readonly rows: number;
}

export interface HiddenGroup {
  /** Members of no other group. */
  readonly onlyThere: readonly string[];
}

export interface TenantFacts {
  readonly policies: readonly PolicyFacts[];
  /** Rows by application. */
  readonly installs: ReadonlyMap<string, number>;
  /** Names of applications, as many as Intune has rows, by device. */
  readonly detected: ReadonlyMap<string, readonly string[]>;
  /** Groups whose members are hidden. */
  readonly hiddenGroups: ReadonlyMap<string, HiddenGroup>;
}

export function factsOf(tenant: Tenant): TenantFacts {
  const data = tenant.intune?.data;
  if (!data) {
    throw new TypeError('A tenant of the matrix has Intune');
  }
  // Intune has rows of applications that its portal does not list, too.
  const listed = new Set(expectedIntune(tenant).entities);
  return {
    policies: policyFacts(data),
    installs: countBy(
      data.installStatuses.filter(({ applicationId }) =>
        listed.has(`intune_managed_application ${applicationId}`),
      ),
      ({ applicationId }) => applicationId,
    ),
    detected: new Map(
      [...data.detectedApps].map(([id, apps]) => [
        id,
        apps.map(({ displayName }) => displayName ?? ''),
      ]),
    ),
    hiddenGroups: hiddenGroupsOf(tenant),
  };
}

function hiddenGroupsOf({ groups, members }: Tenant): Map<string, HiddenGroup> {
  const isHidden = ({ visibility }: Tenant['groups'][number]) =>
    visibility === 'HiddenMembership';
  const idsOf = (group: Tenant['groups'][number]) =>
    (members.get(group.id) ?? []).map(({ id }) => id);
  const shown = new Set(
    groups.filter((group) => !isHidden(group)).flatMap(idsOf),
  );
  return new Map(
    groups
      .filter((group) => isHidden(group) && idsOf(group).length > 0)
      .map((group) => [
        group.id,
        { onlyThere: idsOf(group).filter((id) => !shown.has(id)) },
      ]),
  );
}

function policyFacts(data: IntuneData): PolicyFacts[] {
  const rows = countBy(data.policyStatuses, ({ policyId }) => policyId);
  const ofKind = (
    kind: PolicyKind,
    policies: readonly { readonly id: string }[],
  ) => policies.map(({ id }) => ({ id, kind, rows: rows.get(id) ?? 0 }));
  return [
    ...ofKind('compliance', data.compliancePolicies),
    ...ofKind('catalogCompliance', catalogCompliancePolicies(data)),
    ...ofKind('template', data.deviceConfigurations),
    ...ofKind('intent', data.intents),
    ...ofKind('reported', [
      ...data.configurationPolicies,
      ...data.groupPolicyConfigurations,
    ]),
  ];
}

type CatalogPolicies = readonly { readonly id: string }[];

function catalogCompliancePolicies(
  data: IntuneData & { readonly complianceCatalogPolicies?: CatalogPolicies },
): CatalogPolicies {
  return data.complianceCatalogPolicies ?? [];
}

function countBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  }
  return counts;
}
