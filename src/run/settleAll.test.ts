import { failed, ok, page } from '#test/graph/replies';
import { intuneRequest, usersRequest } from '#test/graph/sampleRequests';
import type { Script } from '#test/graph/scriptedTransport';
import { failureOf, scriptedStep } from '#test/support/stepContext';
import { GraphAbortError } from '../graph/errors/errors';
import type { StepContext } from './context';
import { settleAll } from './settleAll';

const getUser = async ({ graph }: StepContext) => {
  await graph.get(usersRequest);
};
const getPolicy = async ({ graph }: StepContext) => {
  await graph.get(intuneRequest);
};

/** Users never come; policies are not there. */
const stuckAndFailing: Script = ({ url }) =>
  url.includes('/users') ? new Promise<never>(() => undefined) : failed(404);

describe('settleAll', () => {
  it('waits for all parts', async () => {
    const { context, transport } = scriptedStep(() => ok({ id: '1' }));
    await settleAll(context, [getUser, getPolicy, getUser]);
    expect(transport.requests).toHaveLength(3);
  });

  it('ends the others at the first failure, and tells that one', async () => {
    const { context } = scriptedStep(stuckAndFailing);
    const failures: unknown[] = [];
    const watched = (part: typeof getUser) => async (it: StepContext) => {
      await part(it).catch((failure: unknown) => {
        failures.push(failure);
        throw failure;
      });
    };
    const failure = await failureOf(
      settleAll(context, [watched(getUser), watched(getPolicy)]),
    );
    expect(failure).toMatchObject({ status: 404 });
    expect(failures).toEqual([failure, expect.any(GraphAbortError)]);
  });

  it('tells the first failure, also when a bug is the first', async () => {
    const { context } = scriptedStep(stuckAndFailing);
    const bug = new TypeError('a bug of ours');
    const parts = [getUser, () => Promise.reject(bug), getPolicy];
    expect(await failureOf(settleAll(context, parts))).toBe(bug);
  });

  it('waits until what it ended has cleaned up', async () => {
    const { context } = scriptedStep(stuckAndFailing);
    let isCleanedUp = false;
    const careful = async (part: StepContext) => {
      try {
        await getUser(part);
      } finally {
        await new Promise((resolve) => setImmediate(resolve));
        isCleanedUp = true;
      }
    };
    await failureOf(settleAll(context, [careful, getPolicy]));
    expect(isCleanedUp).toBe(true);
  });

  it('leaves the rest of the step alone', async () => {
    const { context } = scriptedStep(({ url }) =>
      url.includes('/users') ? page([]) : failed(404),
    );
    await failureOf(settleAll(context, [getPolicy]));
    await expect(context.graph.list(usersRequest).next()).resolves.toEqual({
      done: false,
      value: [],
    });
  });
});
