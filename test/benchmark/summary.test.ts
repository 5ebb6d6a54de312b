import { objectsOf, stepTimes } from './summary';

const step = (
  id: string,
  times: { startTime?: number; endTime?: number },
  encounteredTypeCounts = {},
) => ({ id, status: 'success', encounteredTypeCounts, ...times });
const summaryOf = (...integrationStepResults: ReturnType<typeof step>[]) => ({
  integrationStepResults,
  metadata: { partialDatasets: { types: [] } },
});

test('declared types are entities, all others relationships', () => {
  const summary = summaryOf(
    step('users', {}, { azure_user: 3, microsoft_365_account_has_user: 2 }),
    step('more', {}, { azure_user: 4 }),
  );
  expect(objectsOf(summary)).toEqual({ entities: 7, relationships: 2 });
});

test('steps are timed from the start of the first', () => {
  const summary = summaryOf(
    step('second', { startTime: 1_010, endTime: 1_090 }),
    step('disabled', {}),
    step('first', { startTime: 1_000, endTime: 1_010 }),
  );
  expect(stepTimes(summary)).toEqual([
    { id: 'first', fromMs: 0, toMs: 10 },
    { id: 'second', fromMs: 10, toMs: 90 },
  ]);
});

test('a run without steps has no times', () => {
  expect(stepTimes(summaryOf())).toEqual([]);
});
