/** Tenants that grant less than documented. */
import { GraphClient } from '../../src/graph/client';
import type { Grant } from '../../src/graph/pacing/pacer';
import { workloads, type WorkloadName } from '../../src/graph/pacing/workloads';

/** Of the documented limits; a workload that is missing is granted as documented. */
export type Shares = Readonly<Partial<Record<WorkloadName, number>>>;

export function granting(shares: Shares): (name: WorkloadName) => Grant {
  return (name) => {
    const share = shares[name] ?? 1;
    const { limit, windowMs } = workloads[name];
    return { share, unitsPerSecond: (share * limit * 1_000) / windowMs };
  };
}

/** Every client expects this, until the end of the test. */
export function expectGrants(shares: Shares): void {
  jest
    .spyOn(GraphClient.prototype, 'expectedGrant')
    .mockImplementation(granting(shares));
}

/** As a tenant that grants 2 % of Intune's quotas. */
export const SCARCE: Shares = {
  intuneDevices: 0.02,
  intuneConfiguration: 0.02,
  intuneApplications: 0.02,
  reports: 0.02,
  exportJobs: 0.02,
};
