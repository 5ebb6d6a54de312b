/** The policy that a path names, and what devices reported about it. */
import type { IntuneData } from '../../../tenant';
import type { PolicyBase } from '../../../tenant/intune/declaredTypes';
import type { GraphContext } from '../../context';
import { isOfBetaType } from '../../intune/betaTypes';
import { resourceNotFound } from '../../intuneErrors';
import type { GraphCall } from '../../route';

type PolicyKind = 'compliancePolicies' | 'deviceConfigurations' | 'intents';

export interface StatusedPolicies {
  /** Of the policies in the path. */
  readonly name: string;
  readonly policies: PolicyKind;
  /** Where beta has more types than v1.0. */
  readonly base?: PolicyBase;
}

/**
 * Throws a `GraphError` when the policy is not there. On v1.0 that is so for types that only beta has, whatever the list
 * shows of them: what v1.0 cannot describe, it is taken to find neither. Nobody has been seen trying.
 */
export function statusesOf(
  { params: { id = '' }, version }: GraphCall,
  { intune }: GraphContext,
  { policies, base }: StatusedPolicies,
) {
  const data: Pick<IntuneData, PolicyKind> = intune.subscription.data;
  const policy = data[policies].find((each) => each.id === id.toLowerCase());
  const isUnknown = version === 'v1.0' && base !== undefined;
  if (policy === undefined || (isUnknown && isOfBetaType(policy, base))) {
    throw resourceNotFound();
  }
  return { policy, statuses: intune.statusesOf(policy.id) };
}
