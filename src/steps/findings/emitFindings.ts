/** What a table of statuses gives: assignments of all, findings of the open ones. */
import type {
  Entity,
  Relationship,
  StepRelationshipMetadata,
} from '@jupiterone/integration-sdk-core';
import { Additions } from '../../model/additions';
import { hostAgentKey } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../context';
import type { IndexedPolicy } from '../policyIndex';
import { toFindingEntity } from './converter';
import { deviceHasFinding } from './relationships';
import { isAssigned, severityOf } from './status';
import type { DeviceStatus, StatusTable } from './statusTable';

export interface FindingRelationships {
  readonly agentAssigned: StepRelationshipMetadata;
  readonly policyIdentified: StepRelationshipMetadata;
}

/** Statuses that are emitted at once. */
const CHUNK = 500;

export async function emitFindings(
  { jobState }: StepContext,
  intuneAccountId: string,
  policies: Iterable<IndexedPolicy>,
  table: StatusTable,
  definitions: FindingRelationships,
): Promise<void> {
  const additions = new Additions(jobState);
  for (const policy of policies) {
    for (const statuses of chunks(table.ofPolicy(policy.id))) {
      const findings: Entity[] = [];
      const relationships: Relationship[] = [];
      for (const device of statuses) {
        relationships.push(...assignment(policy, device, definitions));
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
      // Each policy and device come once, so no key can be there already.
      await additions.add(findings, relationships);
    }
  }
  await additions.flush();
}

function assignment(
  policy: IndexedPolicy,
  { deviceId, status }: DeviceStatus,
  { agentAssigned }: FindingRelationships,
): Relationship[] {
  return isAssigned(status)
    ? [
        createRelationship(agentAssigned, hostAgentKey(deviceId), policy.id, {
          complianceStatus: status,
        }),
      ]
    : [];
}

function* chunks<Item>(items: Iterable<Item>): Generator<Item[]> {
  let chunk: Item[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length === CHUNK) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) {
    yield chunk;
  }
}
