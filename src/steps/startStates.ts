/** Which steps run: those of Intune do not in a tenant that has none. */
import {
  DisabledStepReason,
  IntegrationInfoEventName,
  type StepStartStates,
} from '@jupiterone/integration-sdk-core';
import type { GraphLogger } from '../graph/basics/logger';
import type { GraphClient } from '../graph/client';
import { errorMessage, isNotApplicableToTenant } from '../graph/errors/errors';
import { intuneAccountRequest } from './account/request';
import { deviceOverviewRequest } from './devices/request';
import type { Microsoft365Step } from '../run/defineStep';
import { publishInfo, type EventLogger } from '../run/events';
import { ingestionSourceIds } from '../run/ingestionSources';
import { usesOfRun, type RunInstance } from '../run/permissions/runUses';
import {
  publishPermissions,
  type PermissionContext,
} from '../run/permissions/publish';

export interface StartContext extends PermissionContext {
  readonly instance: PermissionContext['instance'] & RunInstance;
  readonly logger: PermissionContext['logger'] & GraphLogger;
}

/** Decides which steps run and, before they do, tells what is granted to them. */
export async function startRun(
  steps: readonly Microsoft365Step[],
  graph: GraphClient,
  context: StartContext,
): Promise<StepStartStates> {
  prepareDeviceCount(graph, context);
  const states = await computeStartStates(steps, graph, context.logger);
  const uses = usesOfRun(steps, states, context.instance);
  await publishPermissions(uses, graph, context);
  return states;
}

/**
 * Asks how many devices there are, unless they are switched off. The step that
 * needs the number, to post exports, also meets its failure.
 */
export function prepareDeviceCount(
  graph: GraphClient,
  {
    logger,
    instance: { disabledSources = [] },
  }: Pick<StartContext, 'logger' | 'instance'>,
): void {
  const isOff = disabledSources.some(
    ({ ingestionSourceId }) => ingestionSourceId === ingestionSourceIds.devices,
  );
  if (!isOff) {
    graph.withLogger(logger).prepareGet(deviceOverviewRequest);
  }
}

/**
 * Asks Intune only when a step needs it. Exactly one answer disables those
 * steps: a missing permission is each step's own matter, and what fails now may
 * work later.
 */
export async function computeStartStates(
  steps: readonly Microsoft365Step[],
  graph: GraphClient,
  logger: EventLogger,
): Promise<StepStartStates> {
  const needsIntune = steps.some((step) => step.requiresIntune);
  const lacksIntune = needsIntune && !(await hasIntune(graph, logger));
  if (lacksIntune) {
    publishInfo(
      logger,
      IntegrationInfoEventName.Info,
      'This tenant has no Microsoft Intune: devices, policies and applications are not collected; the directory is.',
    );
  }
  return Object.fromEntries(
    steps.map((step) => [
      step.id,
      step.requiresIntune && lacksIntune
        ? { disabled: true, disabledReason: DisabledStepReason.NONE }
        : { disabled: false },
    ]),
  );
}

async function hasIntune(
  graph: GraphClient,
  logger: EventLogger,
): Promise<boolean> {
  try {
    await graph.get(intuneAccountRequest);
    return true;
  } catch (error) {
    if (isNotApplicableToTenant(error)) {
      return false;
    }
    // Refused, throttled or out of reach: the steps themselves find out.
    logger.info(
      { reason: errorMessage(error) },
      'Whether the tenant has Intune is not known yet',
    );
    return true;
  }
}
