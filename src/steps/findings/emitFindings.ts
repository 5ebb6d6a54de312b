/** What a table of statuses gives: assignments of all, findings of the open ones. */
import type {
  Entity,
  Relationship,
  StepRelationshipMetadata,
} from '@jupiterone/integration-sdk-core';
import { Additions } from '../../model/additions';
import { inParts } from '../../model/inParts';
import { hostAgentKey } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../../run/context';
import type { IndexedPolicy } from '../policyIndex';
import { toFindingEntity } from './converter';
import { deviceHasFinding } from './relationships';
import { isAssigned, severityOf } from './status';
import type { DeviceStatus, StatusTable } from './statusTable';

export interface FindingRelationships {
  readonly agentAssigned: StepRelationshipMetadata;
  readonly policyIdentified: StepRelationshipMetadata;
}

/** Statuses that are emitted before answers that arrive have their turn. */
const PART = 500;

export async function emitFindings(
  { graph, jobState }: StepContext,
  intuneAccountId: string,
  policies: Iterable<IndexedPolicy>,
  table: StatusTable,
  definitions: FindingRelationships,
): Promise<void> {
  const additions = new Additions(jobState);
  for (const policy of policies) {
    for (const statuses of inParts(table.ofPolicy(policy.id), PART)) {
      const findings: Entity[] = [];
      const relationships: Relationship[] = [];
      for (const device of statuses) {
        if (isAssigned(device.status)) {
          relationships.push(assignment(policy, device, definitions));
        }
        const severity = severityOf(device.status);
        if (severity) {
          const finding = toFindingEntity({
            intuneAccountId,
            policy,
            device,
            severity,
          });
          findings.push(finding);
          relationships.push(
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
      }
      await additions.add(findings, relationships);
      await graph.giveWay();
    }
  }
  await additions.flush();
}

function assignment(
  policy: IndexedPolicy,
  { deviceId, status }: DeviceStatus,
  { agentAssigned }: FindingRelationships,
): Relationship {
  return createRelationship(agentAssigned, hostAgentKey(deviceId), policy.id, {
    complianceStatus: status,
  });
}
