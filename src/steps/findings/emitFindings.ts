/** What a table of statuses gives: assignments of all, findings of the open ones. */
import {
  IntegrationProviderAPIError,
  type Entity,
  type ExplicitRelationship,
  type StepRelationshipMetadata,
} from '@jupiterone/integration-sdk-core';
import type { GraphClient } from '../../graph/client';
import { endpointName } from '../../graph/request';
import { hostAgentKey, readId } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../../run/context';
import { intuneAccountRequest } from '../account/request';
import type { ListedPolicy } from '../policies';
import { toFindingEntity } from './converter';
import { deviceHasFinding } from './relationships';
import { isAssigned, isCompliantIn, severityOf, type Severity } from './status';
import type { DeviceStatus, StatusTable } from './statusTable';

export interface FindingRelationships {
  readonly agentAssigned: StepRelationshipMetadata;
  readonly policyIdentified: StepRelationshipMetadata;
}

export async function emitFindings(
  { emission, instance }: Pick<StepContext, 'emission' | 'instance'>,
  intuneAccountId: string,
  policies: Iterable<ListedPolicy>,
  table: StatusTable,
  definitions: FindingRelationships,
): Promise<void> {
  const isWanted = severityFilter(instance.config.vulnerabilitySeverities);
  for (const policy of policies) {
    await emission.addEach(table.ofPolicy(policy.id), (device) => {
      const objects: (Entity | ExplicitRelationship)[] = [];
      if (isAssigned(device.status)) {
        objects.push(assignment(policy, device, definitions));
      }
      const severity = severityOf(device.status);
      if (severity && isWanted(severity)) {
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

/** @param severities with commas between them; the configuration was checked before */
function severityFilter(
  severities: string | undefined,
): (severity: Severity) => boolean {
  const names = severities?.replace(/\s+/g, '').split(',') ?? [''];
  const wanted = new Set(names);
  return wanted.has('') ? () => true : ({ severity }) => wanted.has(severity);
}

function assignment(
  policy: ListedPolicy,
  { deviceId, status }: DeviceStatus,
  { agentAssigned }: FindingRelationships,
): ExplicitRelationship {
  return createRelationship(agentAssigned, hostAgentKey(deviceId), policy.id, {
    complianceStatus: status,
    compliant: isCompliantIn(status),
  });
}

/** The Intune account's id: the first part of every finding's key. */
export async function fetchIntuneAccountId(
  graph: GraphClient,
): Promise<string> {
  const { intuneAccountId } = await graph.get(intuneAccountRequest);
  const id = readId(intuneAccountId);
  if (id === undefined) {
    throw new IntegrationProviderAPIError({
      endpoint: endpointName(intuneAccountRequest),
      status: 200,
      statusText: 'Intune gave no account id, which findings are named by',
    });
  }
  return id;
}
