/** Asserts that a run came to one of the two ends that it may come to, and to the one that was expected. */
import { IntegrationPartialStepError } from '../../src/run/wholeness/completeness';
import type { CollectedGraph } from './memoryStore';
import {
  differences,
  failedSteps,
  ofTypes,
  typesOf,
  withDependents,
  withoutTypes,
  type Expectation,
} from './outcome';
import type { Run } from './runIntegration';

const unchanged = (graph: CollectedGraph) => graph;
const NOTHING = { missing: [], unexpected: [], changed: [] };

/** @param whole the graph without the fault */
export function expectOutcome(
  run: Run,
  whole: CollectedGraph,
  expectation: Expectation,
): void {
  if (expectation.kind === 'fails') {
    expectFailure(run, whole, expectation);
    return;
  }
  if (expectation.kind === 'partial') {
    expectPartial(run, whole, expectation);
    return;
  }
  const { graph = unchanged, apart = unchanged, told } = expectation;
  expect(errorsOf(run)).toEqual([]);
  expect(differences(apart(run.graph), apart(graph(whole)))).toEqual(NOTHING);
  if (told) {
    expect(run.events.join('\n')).toMatch(told);
  }
}

function expectFailure(
  run: Run,
  whole: CollectedGraph,
  {
    steps,
    endpoint,
    cause,
    apart = unchanged,
  }: Extract<Expectation, { kind: 'fails' }>,
): void {
  expect(failedSteps(run)).toEqual(withDependents(steps));
  for (const id of steps) {
    const message = run.steps.get(id)?.error?.message;
    expect(message).toContain(endpoint);
    expect(message).toMatch(cause);
  }
  expectNothingWrong({ ...run, graph: apart(run.graph) }, apart(whole), steps);
}

function expectPartial(
  run: Run,
  whole: CollectedGraph,
  expectation: Extract<Expectation, { kind: 'partial' }>,
): void {
  const { step, what, cause = /./, emits, apart = unchanged } = expectation;
  expect(failedSteps(run)).toEqual(withDependents([step]));
  const error = run.steps.get(step)?.error;
  expect(error).toBeInstanceOf(IntegrationPartialStepError);
  const told = run.events.filter((text) => what.test(text)).join('\n');
  for (const text of [error?.message, told]) {
    expect(text).toMatch(what);
    expect(text).toMatch(cause);
  }
  expect(told).toContain('What was read is collected');
  const types = typesOf([step]);
  const { entities, relationships } = ofTypes(run.graph, types);
  expect(entities.length + relationships.length > 0).toBe(
    !expectation.emitsNothing,
  );
  if (emits) {
    const [actual, expected] = [run.graph, emits(whole)].map((graph) =>
      ofTypes(apart(graph), types),
    );
    expect(differences(actual, expected)).toEqual(NOTHING);
  }
  expectNothingWrong({ ...run, graph: apart(run.graph) }, apart(whole), [step]);
}

/** What is not partial is whole, and nothing wrong is among what is. */
function expectNothingWrong(
  run: Run,
  whole: CollectedGraph,
  steps: readonly string[],
): void {
  expect(run.partialTypes).toEqual(expect.arrayContaining(typesOf(steps)));
  const [sure, expected] = [run.graph, whole].map((graph) =>
    withoutTypes(graph, run.partialTypes),
  );
  expect(differences(sure, expected)).toEqual(NOTHING);
  expect(differences(run.graph, whole)).toMatchObject({
    unexpected: [],
    changed: [],
  });
}

function errorsOf(run: Run): string[] {
  return failedSteps(run).map(
    (id) => `${id}: ${run.steps.get(id)?.error?.message}`,
  );
}
