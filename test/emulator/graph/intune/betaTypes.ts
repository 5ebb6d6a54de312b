/**
 * Policies of types that only beta has, as v1.0 shows them: left out, or without their type and what comes with it. Both
 * were seen: https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/1020
 */
import type { IdentifiedIntune } from '../../tenant';
import { isBetaOnly, type PolicyBase } from '../../tenant/intune/declaredTypes';
import type { GraphContext } from '../context';
import type { EntityType } from '../odata/entityType';
import { project } from '../odata/select';
import type { GraphCall } from '../route';

type Policy = IdentifiedIntune<object>;

/** What the list of the call has. */
export function shownPolicies(
  policies: readonly Policy[],
  { version }: Pick<GraphCall, 'version'>,
  { betaTypesOnV1 }: Pick<GraphContext, 'betaTypesOnV1'>,
  base: PolicyBase,
  type: EntityType,
): readonly Policy[] {
  if (version === 'beta') return policies;
  let betaOnly = 0;
  return policies.flatMap((policy) => {
    if (!isOfBetaType(policy, base)) return [policy];
    betaOnly += 1;
    const isHidden =
      betaTypesOnV1 === 'mixed'
        ? betaOnly % 2 === 1
        : betaTypesOnV1 === 'hidden';
    return isHidden ? [] : [untyped(policy, type)];
  });
}

export function isOfBetaType(policy: Policy, base: PolicyBase): boolean {
  const odataType: unknown = Reflect.get(policy, '@odata.type');
  return typeof odataType === 'string' && isBetaOnly(odataType, base);
}

function untyped(policy: Policy, type: EntityType): Policy {
  return { ...project(policy, type.properties, type), id: policy.id };
}
