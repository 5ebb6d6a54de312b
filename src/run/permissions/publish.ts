/** Publishes at the start of a run what its token grants: one table in the log, one event. */
import {
  IntegrationInfoEventName,
  IntegrationWarnEventName,
} from '@jupiterone/integration-sdk-core';
import type { GraphClient } from '../../graph/client';
import { errorMessage, GraphError } from '../../graph/errors/errors';
import type { StepConfig } from '../context';
import { publishInfo, publishWarning, type EventLogger } from '../events';
import { comparePermissions, type PermissionReport } from './compare';
import { describePermissions } from './sentences';
import { permissionTable } from './table';
import type { PermissionUse } from './uses';

/** What the SDK's contexts have, of what is needed here. */
export interface PermissionContext {
  readonly instance: {
    readonly config: Pick<StepConfig, 'azureIdentity'>;
  };
  readonly logger: EventLogger;
}

/**
 * A hint, never a verdict: what is not in the token is tried nevertheless.
 *
 * @returns undefined when the token cannot be read
 */
export async function publishPermissions(
  uses: readonly PermissionUse[],
  graph: Pick<GraphClient, 'grantedPermissions'>,
  { instance, logger }: PermissionContext,
): Promise<PermissionReport | undefined> {
  const granted = await grantedPermissions(graph, logger);
  if (!granted) {
    return undefined;
  }
  const report = comparePermissions(uses, granted);
  logger.info({ permissions: namesOf(report) }, permissionTable(report));
  const isManagedIdentity = instance.config.azureIdentity === 'managed';
  const description = describePermissions(report, { isManagedIdentity });
  if (report.missing.some(({ isRequired }) => isRequired)) {
    publishWarning(
      logger,
      'M365-PERM-001',
      IntegrationWarnEventName.MissingPermission,
      description,
    );
  } else {
    publishInfo(
      logger,
      'M365-PERM-002',
      IntegrationInfoEventName.Info,
      description,
    );
  }
  return report;
}

async function grantedPermissions(
  graph: Pick<GraphClient, 'grantedPermissions'>,
  logger: EventLogger,
): Promise<ReadonlySet<string> | undefined> {
  let reason = 'the token cannot be read';
  try {
    const granted = await graph.grantedPermissions();
    if (granted) {
      return granted;
    }
  } catch (error) {
    if (!(error instanceof GraphError)) {
      throw error;
    }
    // The login is every step's own matter.
    reason = errorMessage(error);
  }
  logger.info({ reason }, 'Which permissions are granted is not known');
  return undefined;
}

/** The names in a comparison, by what it says of them. */
export function namesOf({
  granted,
  missing,
  broader,
  lesser,
  unneeded,
}: PermissionReport) {
  const names = (permissions: readonly { readonly name: string }[]) =>
    permissions.map(({ name }) => name);
  return {
    missing: names(missing.filter(({ isRequired }) => isRequired)),
    missingOptional: names(missing.filter(({ isRequired }) => !isRequired)),
    granted: names(granted),
    tooBroad: names(broader),
    lesser: names(lesser),
    notNeeded: names(unneeded),
    canWrite: names(
      [...broader, ...unneeded].filter(({ canWrite }) => canWrite),
    ),
  };
}
