/** What a table of statuses gives: assignments of all, findings of the open ones. */
import type {
  Entity,
  ExplicitRelationship,
  StepRelationshipMetadata,
} from '@jupiterone/integration-sdk-core';
import { hostAgentKey } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../../run/context';
import type { ListedPolicy } from '../policies';
import { toFindingEntity } from './converter';
import { deviceHasFinding } from './relationships';
import { isAssigned, severityOf } from './status';
import type { DeviceStatus, StatusTable } from './statusTable';

export interface FindingRelationships {
  readonly agentAssigned: StepRelationshipMetadata;
  readonly policyIdentified: StepRelationshipMetadata;
}

export async function emitFindings(
  { emission }: Pick<StepContext, 'emission'>,
  intuneAccountId: string,
  policies: Iterable<ListedPolicy>,
  table: StatusTable,
  definitions: FindingRelationships,
): Promise<void> {
  for (const policy of policies) {
    await emission.addEach(table.ofPolicy(policy.id), (device) => {
      const objects: (Entity | ExplicitRelationship)[] = [];
      if (isAssigned(device.status)) {
        objects.push(assignment(policy, device, definitions));
      }
      const severity = severityOf(device.status);
      if (severity) {
        const finding = toFindingEntity({
          intuneAccountId,
          policy,
          device,
          severity,
        });
        objects.push(
          finding,
          createRelationship(
            definitions.policyIdentified,
            policy.id,
            finding._key,
          ),
          createRelationship(
            deviceHasFinding.of(device.deviceType),
            device.deviceId,
            finding._key,
          ),
        );
      }
      return objects;
    });
  }
}

function assignment(
  policy: ListedPolicy,
  { deviceId, status }: DeviceStatus,
  { agentAssigned }: FindingRelationships,
): ExplicitRelationship {
  return createRelationship(agentAssigned, hostAgentKey(deviceId), policy.id, {
    complianceStatus: status,
  });
}
