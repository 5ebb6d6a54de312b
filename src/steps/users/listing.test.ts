import { failed, page } from '../../../test/graph/replies';
import { runStep, scriptedStep } from '../../../test/support/stepContext';
import { usersStep } from '.';

const ids = ['user-00000001', 'user-00000002', 'user-00000003'];

/** Without sign-ins: the first request asks whether they may be seen. */
const run = async (users: readonly object[]) => {
  const step = scriptedStep([failed(403, 'Forbidden'), page(users)]);
  await runStep(usersStep, step);
  return step.context;
};

describe('the listing of users', () => {
  it('counts users without a state: they are emitted as disabled', async () => {
    const { jobState, logger } = await run([
      { id: ids[0], accountEnabled: true },
      { id: ids[1], accountEnabled: null },
      { id: ids[2] },
    ]);
    expect(
      jobState.collectedEntities.map(({ accountEnabled }) => accountEnabled),
    ).toEqual([true, false, false]);
    expect(logger.warn).toHaveBeenCalledWith(
      { kind: 'withoutState', count: 2 },
      expect.any(String),
    );
  });

  it('takes a user that comes again once, and counts it', async () => {
    const { jobState, logger } = await run([
      { id: ids[0], displayName: 'first' },
      { id: ids[1] },
      { id: ids[0], displayName: 'second' },
    ]);
    expect(jobState.collectedEntities).toMatchObject([
      { _key: ids[0], displayName: 'first' },
      { _key: ids[1] },
    ]);
    expect(jobState.collectedRelationships).toHaveLength(2);
    expect(logger.warn).toHaveBeenCalledWith(
      { kind: 'repeated', count: 1 },
      expect.any(String),
    );
  });

  it('tells that sign-ins are missing, whatever the refusal was called', async () => {
    const step = scriptedStep([
      failed(403, 'Authorization_RequestDenied'),
      page([{ id: ids[0], accountEnabled: true }]),
    ]);
    await runStep(usersStep, step);
    expect(step.context.jobState.collectedEntities).toHaveLength(1);
    expect(step.events).toMatchObject([{ name: 'warn_missing_permission' }]);
  });

  it('says nothing of users that all have one', async () => {
    const { logger } = await run([{ id: ids[0], accountEnabled: false }]);
    expect(logger.warn).not.toHaveBeenCalledWith(
      expect.objectContaining({ kind: 'withoutState' }),
      expect.any(String),
    );
  });
});
