/** What one run may need: the uses of the steps that run. */
import type { StepStartStates } from '@jupiterone/integration-sdk-core';
import type { Microsoft365Step } from '../defineStep';
import { isIntunePermission } from './names';
import { leastOf, usesOf, type PermissionUse } from './uses';

/** Of the SDK's integration instance: the ingestion sources that users switched off. */
export interface RunInstance {
  readonly disabledSources?: readonly { readonly ingestionSourceId: string }[];
}

/** The ids of what is switched off. */
export function sourcesOff({
  disabledSources = [],
}: RunInstance): ReadonlySet<string> {
  return new Set(disabledSources.map((source) => source.ingestionSourceId));
}

/** @param steps all of them, in dependency order */
export function usesOfRun(
  steps: readonly Microsoft365Step[],
  states: StepStartStates,
  instance: RunInstance,
): PermissionUse[] {
  const lacksIntune = steps.some(
    ({ id, requiresIntune }) => requiresIntune && states[id].disabled,
  );
  return usesOf(runningSteps(steps, states, instance)).filter(
    (use) => !(lacksIntune && isIntunePermission(leastOf(use))),
  );
}

/** @param steps all of them, in dependency order */
export function runningSteps(
  steps: readonly Microsoft365Step[],
  states: StepStartStates,
  instance: RunInstance,
): Microsoft365Step[] {
  const off = sourcesOff(instance);
  const running = new Set<string>();
  for (const { id, dependsOn = [], ingestionSourceId = '' } of steps) {
    const isOff = states[id].disabled || off.has(ingestionSourceId);
    // The SDK skips the dependents of what does not run.
    if (!isOff && dependsOn.every((parent) => running.has(parent))) {
      running.add(id);
    }
  }
  return steps.filter(({ id }) => running.has(id));
}
