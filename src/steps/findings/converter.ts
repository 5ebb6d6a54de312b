/** An open status of a policy on a device -> intune_noncompliance_finding */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { findingKey } from '../../model/keys';
import type { WebLinks } from '../../model/webLinks';
import type { ListedPolicy } from '../policies';
import { createFindingEntity } from './entity';
import type { Severity } from './status';
import type { DeviceStatus } from './statusTable';

export interface FindingSource {
  readonly intuneAccountId: string;
  readonly policy: ListedPolicy;
  readonly status: DeviceStatus;
  readonly severity: Severity;
  /** Whether the grace period of the device is about this policy. */
  readonly hasGracePeriod: boolean;
  /** Absent: no link. */
  readonly links?: WebLinks;
}

export function toFindingEntity(source: FindingSource): Entity {
  const { intuneAccountId, policy, severity, hasGracePeriod, links } = source;
  // Intune reports one time only.
  const { deviceId, device, status, reportedOn } = source.status;
  const key = findingKey(intuneAccountId, policy.id, deviceId);
  return createFindingEntity({
    _key: key,
    id: key,
    name: policy.name,
    displayName: policy.name,
    webLink: links?.to('deviceCompliance', deviceId),
    category: 'endpoint',
    assessment: policy.name,
    ...severity,
    priority: severity.severity,
    open: true,
    status,
    targets: [device.name ?? deviceId],
    reporter: 'Microsoft Intune',
    reportedOn,
    updatedOn: reportedOn,
    lastProcessedOn: reportedOn,
    lastTestedOn: reportedOn,
    lastUpdatedOn: reportedOn,
    gracePeriodExpiresOn: hasGracePeriod
      ? device.gracePeriodExpiresOn
      : undefined,
  });
}
