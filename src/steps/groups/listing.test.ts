import { page } from '../../../test/graph/replies';
import { runStep, scriptedStep } from '../../../test/support/stepContext';
import { loadGroupIndex } from './groupIndex';
import { groupsStep } from '.';

const ids = ['group-0000001', 'group-0000002'];

test('a group that comes again is taken once, and counted', async () => {
  const step = scriptedStep([
    page([
      { id: ids[0], visibility: 'HiddenMembership' },
      { id: ids[1] },
      { id: ids[0], visibility: 'Public' },
      { id: 'short' },
    ]),
  ]);
  await runStep(groupsStep, step);
  const { jobState, logger } = step.context;
  expect(jobState.collectedEntities.map(({ _key }) => _key)).toEqual(ids);
  expect(jobState.collectedRelationships).toHaveLength(2);
  expect([...(await loadGroupIndex(jobState)).values()]).toEqual([
    { id: ids[0], hasHiddenMembership: true },
    { id: ids[1], hasHiddenMembership: false },
  ]);
  for (const kind of ['repeated', 'withoutId']) {
    expect(logger.warn).toHaveBeenCalledWith(
      { kind, count: 1 },
      expect.any(String),
    );
  }
});
