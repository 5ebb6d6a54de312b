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
import { deviceOverviewRequest, type DeviceOverview } from './devices/request';
import type { Microsoft365Step } from '../run/defineStep';
import { publishInfo, type EventLogger } from '../run/events';
import { tellHeap } from '../run/heap/tell';
import { ingestionSourceIds } from '../run/ingestionSources';
import {
  sourcesOff,
  usesOfRun,
  type RunInstance,
} from '../run/permissions/runUses';
import {
  publishPermissions,
  type PermissionContext,
} from '../run/permissions/publish';
import { countTenant } from './tenantCounts';

export interface StartContext extends PermissionContext {
  readonly instance: PermissionContext['instance'] & RunInstance;
  readonly logger: PermissionContext['logger'] & GraphLogger;
}

/** Decides which steps run and, before they do, tells what is granted to them and what heap they need. */
export async function startRun(
  steps: readonly Microsoft365Step[],
  graph: GraphClient,
  context: StartContext,
): Promise<StepStartStates> {
  const { instance, logger } = context;
  const off = sourcesOff(instance);
  const overview = prepareDeviceCount(graph, context);
  const [states, counts] = await Promise.all([
    computeStartStates(steps, graph, logger),
    countTenant(graph, logger, { off, overview }),
  ]);
  const uses = usesOfRun(steps, states, instance);
  await publishPermissions(uses, graph, context);
  const sources = Object.values(ingestionSourceIds);
  tellHeap(
    logger,
    counts,
    sources.filter((id) => !off.has(id)),
  );
  return states;
}

/**
 * Asks how many devices there are, unless they are switched off. The step that
 * needs the number, to post exports, also meets its failure.
 */
export function prepareDeviceCount(
  graph: GraphClient,
  { logger, instance }: Pick<StartContext, 'logger' | 'instance'>,
): Promise<DeviceOverview> | undefined {
  return sourcesOff(instance).has(ingestionSourceIds.devices)
    ? undefined
    : graph.withLogger(logger).prepareGet(deviceOverviewRequest);
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
      'M365-DATA-019',
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
