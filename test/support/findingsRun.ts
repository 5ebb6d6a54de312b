/** Runs a step of findings after devices and policies were listed, and says what came of it. */
import type { Entity } from '@jupiterone/integration-sdk-core';
import {
  listedDevices,
  type ListedDevices,
} from '../../src/steps/devices/listedDevices';
import type { Microsoft365Step } from '../../src/run/defineStep';
import type { ListedPolicy, ListedPolicies } from '../../src/steps/policies';
import type { StepId } from '../../src/run/stepIds';
import type { Handover } from '../../src/run/handover';
import { devicesOf } from './statusTables';
import { runStep, type ScriptedStep } from './stepContext';

export interface FindingsRun extends ScriptedStep {
  /** What the step failed with; undefined when it succeeded. */
  readonly error: unknown;
  readonly isComplete: boolean;
  readonly findings: readonly Entity[];
  /** Of all relationships, in alphabetical order. */
  readonly keys: readonly string[];
}

export async function runFindings<Policy extends ListedPolicy>(
  step: Microsoft365Step,
  store: Handover<ListedPolicies<Policy>>,
  scripted: ScriptedStep,
  policies: readonly Policy[],
  devices: number | ListedDevices,
): Promise<FindingsRun> {
  const { jobState } = scripted.context;
  await listedDevices.save(
    jobState,
    typeof devices === 'number' ? devicesOf(devices) : devices,
  );
  await store.save(jobState, new Map(policies.map((each) => [each.id, each])));
  const error = await runStep(step, scripted).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  return {
    ...scripted,
    error,
    isComplete: scripted.context.completion.has(step.id as StepId),
    findings: jobState.collectedEntities,
    keys: jobState.collectedRelationships.map(({ _key }) => _key).sort(),
  };
}
