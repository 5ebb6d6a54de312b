/** What the tenant is licensed for, by the service plans of its organization. */
import { asObject } from '../../../src/graph/basics/json';
import { defineRequest } from '../../../src/graph/request';
import type { Asking } from '../requests/exchange';

/** Not asked by a run: which plans the organization has. */
const plansRequest = defineRequest<{ assignedPlans?: unknown }>()({
  version: 'v1.0',
  path: '/organization',
  select: ['assignedPlans'],
  workload: 'directory',
  cost: 1,
  permission: {
    anyOf: ['Organization.Read.All', 'Directory.Read.All'],
    without: 'the licenses of the tenant in this check',
  },
  documentation: 'https://learn.microsoft.com/graph/api/resources/assignedplan',
});

export interface Licenses {
  /** Of Microsoft Entra ID. */
  readonly premium: 'P1' | 'P2' | 'none';
  /** Whether a plan of Intune is enabled. */
  readonly intune: boolean;
}

/** https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
const PREMIUM_P1 = '41781fb2-bc02-4b7c-bd55-b576c07bb09d';
const PREMIUM_P2 = 'eec0eb4f-6444-4f95-aba0-50c24d67f998';
/** How plans name the service of Intune. */
const INTUNE_SERVICE = 'SCO';

/** Warning and LockedOut plans still work, or worked a moment ago. */
const WITHOUT_USE = new Set(['Deleted', 'Suspended']);

/** @throws GraphError */
export async function readLicenses({ graph }: Asking): Promise<Licenses> {
  const answer = asObject(await graph.get(plansRequest));
  const [organization] = Array.isArray(answer?.value) ? answer.value : [];
  return licensesOf(asObject(organization)?.assignedPlans);
}

/** @param assignedPlans of an organization */
export function licensesOf(assignedPlans: unknown): Licenses {
  const plans = (Array.isArray(assignedPlans) ? assignedPlans : [])
    .map((plan: unknown) => asObject(plan))
    .filter(
      (plan) =>
        plan !== undefined && !WITHOUT_USE.has(String(plan.capabilityStatus)),
    );
  const has = (id: string) => plans.some((plan) => plan?.servicePlanId === id);
  return {
    premium: has(PREMIUM_P2) ? 'P2' : has(PREMIUM_P1) ? 'P1' : 'none',
    intune: plans.some((plan) => plan?.service === INTUNE_SERVICE),
  };
}
