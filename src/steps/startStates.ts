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
import { askCounts, countTenant, type AskedCounts } from './tenantCounts';

export interface StartContext extends PermissionContext {
  readonly instance: PermissionContext['instance'] & RunInstance;
  readonly logger: PermissionContext['logger'] & GraphLogger;
}

/** What decides how a run begins. It is asked for while the run finds out whether it may begin, since each answer takes its time. */
export interface FirstQuestions {
  /** Fails where the tenant has no Intune; undefined when no step needs it. */
  readonly intune: Promise<unknown> | undefined;
  readonly counts: AskedCounts;
}

/** Sends all of them at once. */
export function askFirst(
  steps: readonly Microsoft365Step[],
  graph: GraphClient,
  context: Pick<StartContext, 'logger' | 'instance'>,
): FirstQuestions {
  const overview = prepareDeviceCount(graph, context);
  const counts = askCounts(graph, sourcesOff(context.instance), overview);
  const intune = askIntune(steps, graph);
  for (const answer of [counts.users, counts.groups, counts.devices, intune]) {
    // Whoever waits for it meets its failure; should the run not begin, nobody does.
    answer?.catch(() => undefined);
  }
  return { intune, counts };
}

/**
 * Decides which steps run and, before they do, tells what is granted to them and what
 * heap they need.
 *
 * @param asked default: asked now
 */
export async function startRun(
  steps: readonly Microsoft365Step[],
  graph: GraphClient,
  context: StartContext,
  asked = askFirst(steps, graph, context),
): Promise<StepStartStates> {
  const { instance, logger } = context;
  const [states, counts] = await Promise.all([
    computeStartStates(steps, asked.intune, logger),
    countTenant(graph, logger, asked.counts),
  ]);
  const uses = usesOfRun(steps, states, instance);
  await publishPermissions(uses, graph, context);
  const off = sourcesOff(instance);
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

/** Asks Intune only when a step needs it. */
export function askIntune(
  steps: readonly Microsoft365Step[],
  graph: GraphClient,
): Promise<unknown> | undefined {
  const needsIntune = steps.some((step) => step.requiresIntune);
  return needsIntune ? graph.get(intuneAccountRequest) : undefined;
}

/**
 * Exactly one answer of Intune's disables the steps that need it: a missing
 * permission is each step's own matter, and what fails now may work later.
 *
 * @param intune see `askIntune`
 */
export async function computeStartStates(
  steps: readonly Microsoft365Step[],
  intune: Promise<unknown> | undefined,
  logger: EventLogger,
): Promise<StepStartStates> {
  const lacksIntune =
    intune !== undefined && !(await hasIntune(intune, logger));
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
  answer: Promise<unknown>,
  logger: EventLogger,
): Promise<boolean> {
  try {
    await answer;
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
