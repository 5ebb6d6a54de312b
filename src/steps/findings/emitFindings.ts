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
import { webLinksOf } from '../../run/webLinks';
import type { ListedPolicy } from '../policies';
import { toFindingEntity } from './converter';
import { deviceHasFinding } from './relationships';
import { isAssigned, isCompliantIn, severityOf, type Severity } from './status';
import type { DeviceStatus, StatusTable } from './statusTable';
import { coded } from '../../graph/basics/messageCodes';

export interface FindingRelationships {
  /** Whether the grace period of devices is about these policies. */
  readonly hasGracePeriod: boolean;
  readonly agentAssigned: StepRelationshipMetadata;
  readonly policyIdentified: StepRelationshipMetadata;
}

export async function emitFindings(
  context: Pick<StepContext, 'emission' | 'graph' | 'instance'>,
  intuneAccountId: string,
  policies: Iterable<ListedPolicy>,
  table: StatusTable,
  definitions: FindingRelationships,
): Promise<void> {
  const { emission, instance } = context;
  const links = await webLinksOf(context);
  const isWanted = severityFilter(instance.config.vulnerabilitySeverities);
  for (const policy of policies) {
    await emission.addEach(table.ofPolicy(policy.id), (status) => {
      const objects: (Entity | ExplicitRelationship)[] = [];
      if (isAssigned(status.status)) {
        objects.push(assignment(policy, status, definitions));
      }
      const severity = severityOf(status.status);
      if (severity && isWanted(severity)) {
        const finding = toFindingEntity({
          intuneAccountId,
          policy,
          status,
          severity,
          hasGracePeriod: definitions.hasGracePeriod,
          links,
        });
        objects.push(
          finding,
          createRelationship(
            definitions.policyIdentified,
            policy.id,
            finding._key,
          ),
          createRelationship(
            deviceHasFinding.of(status.device.type),
            status.deviceId,
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
      statusText: coded(
        'M365-STEP-006',
        'Intune gave no account id, which findings are named by',
      ),
    });
  }
  return id;
}
