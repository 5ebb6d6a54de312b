/** What every step test asserts of a step's results. */
import type { Microsoft365Step } from '../src/steps/defineStep';
import type { StepResults } from './recording';
import { expectDocumentedEntities } from './support/documentedEntities';

/**
 * Every declared type was emitted and no other; every entity is valid under the
 * data model and has documented properties only.
 */
export function expectStepResults(
  step: Microsoft365Step,
  results: StepResults,
): void {
  expect(results).toMatchStepMetadata({
    stepId: step.id,
    instanceConfig: {},
    invocationConfig: { integrationSteps: [step] },
  });
  expectDocumentedEntities(results.collectedEntities, step.entities);
}
