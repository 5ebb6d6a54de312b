/** A handler that has returned is not the end of its step: the SDK may still be writing. */
import { settle } from '#test/graph/fakeClock';
import { scriptedStep } from '#test/support/stepContext';
import { defineStep } from './defineStep';
import { STEP_COMPLETE } from './progress/measure';
import { stepIds } from './stepIds';

describe('what the SDK writes behind the handler', () => {
  const relationship = {
    _key: 'a|has|b',
    _type: 'azure_user_has_group',
    _class: 'HAS',
    _fromEntityKey: 'a',
    _toEntityKey: 'b',
  };

  /** A step that adds a relationship, whose file is written when the test says so. */
  function writing(handlerFails?: Error) {
    const { context } = scriptedStep([]);
    let written: (failure?: Error) => void = () => undefined;
    const jobState = {
      ...context.jobState,
      addRelationships: () =>
        new Promise<void>((resolve, reject) => {
          written = (failure) => (failure ? reject(failure) : resolve());
        }),
    };
    const step = defineStep({
      id: stepIds.account,
      name: 'Fetch something',
      entities: [],
      relationships: [],
      datasets: [],
      handler: async (own) => {
        await own.emission.add([relationship]);
        if (handlerFails) {
          throw handlerFails;
        }
      },
    });
    let isOver = false;
    const running = Promise.resolve(
      step.executionHandler({ ...context, jobState }),
    ).finally(() => (isOver = true));
    // It is looked at later.
    running.catch(() => undefined);
    return {
      context,
      running,
      isOver: async () => {
        await settle();
        return isOver;
      },
      finish: (failure?: Error) => written(failure),
    };
  }

  it('is waited for', async () => {
    const { context, running, isOver, finish } = writing();
    expect(await isOver()).toBe(false);
    expect(context.completion.has(stepIds.account)).toBe(false);
    finish();
    await running;
    expect(context.completion.has(stepIds.account)).toBe(true);
  });

  it('and is refused late fails the step', async () => {
    const { context, running, isOver, finish } = writing();
    expect(await isOver()).toBe(false);
    finish(new Error('ENOSPC'));
    await expect(running).rejects.toThrow('ENOSPC');
    expect(context.completion.has(stepIds.account)).toBe(false);
  });

  it('and is refused late does not replace the failure of the handler', async () => {
    const bug = new TypeError('a bug of ours');
    const { context, running, isOver, finish } = writing(bug);
    const warn = jest.spyOn(context.logger, 'warn');
    expect(await isOver()).toBe(false);
    finish(new Error('ENOSPC'));
    await expect(running).rejects.toBe(bug);
    expect(warn).toHaveBeenCalledWith(
      { reason: 'ENOSPC' },
      'Not all that was read before the failure could be emitted [M365-LOG-008]',
    );
  });

  it('is waited for when the handler failed, too', async () => {
    const bug = new TypeError('a bug of ours');
    const { running, isOver, finish } = writing(bug);
    expect(await isOver()).toBe(false);
    finish();
    await expect(running).rejects.toBe(bug);
  });
});

test('an entity whose key is taken is left out, and counted', async () => {
  const { context, lines } = scriptedStep([]);
  const end = jest.spyOn(context.logger, 'info');
  const entity = { _key: 'the same key', _type: 'azure_user', _class: 'User' };
  const step = defineStep({
    id: stepIds.account,
    name: 'Fetch something',
    entities: [],
    relationships: [],
    datasets: [],
    handler: ({ emission }) => emission.add([entity, { ...entity }, entity]),
  });
  await step.executionHandler(context);
  expect(lines).toContain(
    'Entities whose key was taken were left out [M365-LOG-011]',
  );
  expect(end).toHaveBeenCalledWith(
    {
      progress: expect.objectContaining({ odd: { repeatedKey: 2 } }) as unknown,
    },
    STEP_COMPLETE,
  );
});
