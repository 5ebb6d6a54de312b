/** What the SDK's summary.json says of a run. */
import {
  countTypes,
  total,
  type StepResult,
  type Summary,
} from '../../scripts/collect/summary';
import { integrationSteps } from '../../src/steps';
import type { Objects, StepTime } from './measurement';

/** Both are missing from a step that did not run. */
interface TimedStepResult extends StepResult {
  readonly startTime?: number;
  readonly endTime?: number;
}

export interface TimedSummary extends Summary {
  readonly integrationStepResults: readonly TimedStepResult[];
}

export function objectsOf(summary: Summary): Objects {
  const entityTypes = integrationSteps.flatMap(({ entities }) =>
    entities.map(({ _type }) => _type),
  );
  const counts = countTypes(summary, new Set(entityTypes));
  return {
    entities: total(counts.entities),
    relationships: total(counts.relationships),
  };
}

/** In the order in which they began. */
export function stepTimes({
  integrationStepResults,
}: TimedSummary): StepTime[] {
  const times = integrationStepResults
    .flatMap(({ id, startTime, endTime }) =>
      startTime === undefined || endTime === undefined
        ? []
        : [{ id, startTime, endTime }],
    )
    .sort((a, b) => a.startTime - b.startTime);
  const begin = times[0]?.startTime ?? 0;
  return times.map(({ id, startTime, endTime }) => ({
    id,
    fromMs: startTime - begin,
    toMs: endTime - begin,
  }));
}
