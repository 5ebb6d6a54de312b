import { countsOf, readRun, type RunStep, type RunSummary } from './run';

const step = (id: string, overrides: Partial<RunStep>): RunStep => ({
  id,
  name: `Fetch ${id}`,
  status: 'success',
  declaredTypes: [id],
  encounteredTypeCounts: {},
  ...overrides,
});

const summaryOf = (
  steps: readonly RunStep[],
  partial: readonly string[] = [],
): RunSummary => ({
  integrationStepResults: steps,
  metadata: { partialDatasets: { types: partial } },
});

describe('readRun', () => {
  it('takes the whole time, from the first step to the last', () => {
    const run = readRun(
      summaryOf([
        step('a', { startTime: 2_000, endTime: 5_000 }),
        step('b', { startTime: 1_000, endTime: 3_000 }),
        step('c', { status: 'disabled' }),
      ]),
    );
    expect([run.startedAt, run.endedAt]).toEqual([1_000, 5_000]);
  });

  it.each([
    ['success', undefined],
    ['cached', undefined],
    ['failure', 'failed'],
    ['disabled', 'disabled'],
    ['pending_evaluation', 'did not run'],
    [
      'partial_success_due_to_dependency_failure',
      'incomplete, because a step before it failed',
    ],
    ['a_new_status', 'a_new_status'],
  ])('tells of a step with status %s', (status, reason) => {
    const { blindSpots, succeeded } = readRun(
      summaryOf([step('a', { status })]),
    );
    expect(blindSpots.map((spot) => spot.reason)).toEqual(
      reason === undefined ? [] : [reason],
    );
    expect(succeeded).toBe(reason === undefined ? 1 : 0);
  });

  it.each([
    ['all that made them succeeded', ['good'], 'complete'],
    ['one of them failed', ['good', 'bad'], 'incomplete'],
    ['one is disabled', ['good', 'off'], 'not collected'],
    ['one of two steps of a type is disabled', ['shared'], 'incomplete'],
    ['one is partial', ['partial'], 'incomplete'],
    ['nobody declares it', ['stranger'], 'complete'],
    ['there is none', [], 'complete'],
  ])('knows how complete types are: %s', (_, types, expected) => {
    const run = readRun(
      summaryOf(
        [
          step('good', { declaredTypes: ['good', 'shared', 'partial'] }),
          step('bad', { status: 'failure' }),
          step('off', { status: 'disabled', declaredTypes: ['off', 'shared'] }),
        ],
        ['partial'],
      ),
    );
    expect(run.completeness(types)).toBe(expected);
  });
});

describe('countsOf', () => {
  it('adds up what all steps gave', () => {
    const counts = countsOf(
      summaryOf([
        step('a', { encounteredTypeCounts: { x: 1, y: 2 } }),
        step('b', { encounteredTypeCounts: { y: 3 } }),
      ]),
    );
    expect([...counts]).toEqual([
      ['x', 1],
      ['y', 5],
    ]);
  });
});
