/** A step's use of a permission, for tests that care for nothing else. */
import type { WorkloadName } from '../../src/graph/pacing/workloads';
import type { PermissionNeed } from '../../src/graph/request';
import type { PermissionUse } from '../../src/run/permissions/uses';
import { usersRequest } from '../graph/sampleRequests';

export function permissionUse(
  step: string,
  need: PermissionNeed,
  workload: WorkloadName = 'directory',
  dependents: readonly string[] = [],
): PermissionUse {
  return { step, need, request: { ...usersRequest, workload }, dependents };
}
