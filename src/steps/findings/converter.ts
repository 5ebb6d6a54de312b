/** An open status of a policy on a device -> intune_noncompliance_finding */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { findingKey } from '../../model/keys';
import type { ListedPolicy } from '../policies';
import { createFindingEntity } from './entity';
import type { Severity } from './status';
import type { DeviceStatus } from './statusTable';

export interface FindingSource {
  readonly intuneAccountId: string;
  readonly policy: ListedPolicy;
  readonly device: DeviceStatus;
  readonly severity: Severity;
}

export function toFindingEntity(source: FindingSource): Entity {
  const { intuneAccountId, policy, device, severity } = source;
  const key = findingKey(intuneAccountId, policy.id, device.deviceId);
  // Intune reports one time only.
  const { reportedOn } = device;
  return createFindingEntity({
    _key: key,
    id: key,
    name: policy.name,
    displayName: policy.name,
    category: 'endpoint',
    assessment: policy.name,
    ...severity,
    open: true,
    status: device.status,
    lastProcessedOn: reportedOn,
    lastTestedOn: reportedOn,
    lastUpdatedOn: reportedOn,
  });
}
