/** What a step ends with: its last line, what it left behind, and what is missing. */
import { sampleDatasets } from '#test/support/sampleDatasets';
import { failed, ok, page } from '#test/graph/replies';
import { GRAPH, intuneRequest, usersRequest } from '#test/graph/sampleRequests';
import type { Script } from '#test/graph/scriptedTransport';
import { failureOf, scriptedStep } from '#test/support/stepContext';
import { GraphAbortError } from '../graph/errors/errors';
import type { StepContext } from './context';
import { defineStep, type StepDeclaration } from './defineStep';
import { IntegrationPartialStepError } from './wholeness/completeness';
import { logOdd } from './oddities';
import { stepIds } from './stepIds';

const declaration: StepDeclaration = {
  id: stepIds.account,
  name: 'Fetch something',
  entities: [],
  relationships: [],
  datasets: sampleDatasets([usersRequest]),
  handler: async ({ graph }) => {
    await graph.get(usersRequest);
  },
};

const first = defineStep(declaration);

/** Runs a step once before a scripted Graph; it is expected to fail. */
async function failing(script: Script, overrides = {}) {
  const step = defineStep({ ...declaration, ...overrides });
  const scripted = scriptedStep(script);
  const error = await failureOf(
    Promise.resolve(step.executionHandler(scripted.context)),
  );
  return { error, ...scripted };
}

describe('the last line of a step', () => {
  const user = {
    _key: 'the-key-of-somebody',
    _type: 'azure_user',
    _class: 'User',
    name: 'Somebody',
  };
  const handler: StepDeclaration['handler'] = async (context) => {
    await context.graph.get(usersRequest);
    await context.emission.add([user]);
    logOdd(context, {
      code: 'M365-LOG-010',
      kind: 'repeated',
      count: 2,
      description: 'Repeated ones',
    });
    await context.graph.get(usersRequest);
  };

  it.each<[string, Script]>([
    ['Step complete', [ok({ id: '1' }), ok({ id: '1' })]],
    ['Step incomplete', [ok({ id: '1' }), failed(404)]],
  ])('is %s, with what it added, asked and found odd', async (last, script) => {
    const { context } = scriptedStep(script);
    const info = jest.spyOn(context.logger, 'info').mockReturnValue();
    const step = defineStep({ ...declaration, handler });
    await Promise.resolve(step.executionHandler(context)).catch(() => 0);
    expect(info.mock.calls).toEqual([
      [{ kind: 'repeated', count: 2 }, 'Repeated ones [M365-LOG-010]'],
      [
        {
          progress: {
            entities: { azure_user: 1 },
            relationships: {},
            odd: { repeated: 2 },
            requests: 2,
            seconds: expect.any(Number),
            pausedSeconds: 0,
          },
        },
        last,
      ],
    ]);
    expect(JSON.stringify(info.mock.calls)).not.toMatch(/somebody/i);
  });
});

describe('the end of the handler', () => {
  const usersPage = page([{ id: '1' }], `${GRAPH}/v1.0/users?next`);
  const pageThenNothing: Script = (_, index) =>
    index === 0 ? usersPage : new Promise(() => undefined);

  it.each<[string, Error | undefined]>([
    ['that succeeded', undefined],
    ['that failed', new TypeError('a bug of ours')],
  ])('%s ends what it left behind', async (_, bug) => {
    const { context, clock } = scriptedStep(pageThenNothing);
    let left: Promise<unknown> = Promise.resolve();
    const step = defineStep({
      ...declaration,
      handler: async ({ graph }) => {
        const users = graph.list(usersRequest);
        await users.next();
        left = users.next();
        if (bug) {
          throw bug;
        }
      },
    });
    const running = Promise.resolve(step.executionHandler(context));
    await (bug ? expect(running).rejects.toBe(bug) : running);
    await expect(left).rejects.toThrow(GraphAbortError);
    expect(clock.sleeperCount).toBe(0);
  });

  it('tells the first failure, not what it ended', async () => {
    const { error } = await failing(
      ({ url }) =>
        url.includes('/users') ? new Promise(() => undefined) : failed(404),
      {
        handler: ({ graph }: StepContext) =>
          Promise.all([graph.get(usersRequest), graph.get(intuneRequest)]),
      },
    );
    expect(error).toMatchObject({ status: 404 });
  });

  it('is not the end of the client', async () => {
    const { context } = scriptedStep(() => ok({ id: '1' }));
    await first.executionHandler(context);
    expect(await context.graph.get(usersRequest)).toEqual({ id: '1' });
  });
});

describe('a step with something missing', () => {
  const user = {
    _key: 'the-key-of-somebody',
    _type: 'azure_user',
    _class: 'User',
    name: 'Somebody',
  };
  const partial = (count = 2) =>
    defineStep({
      ...declaration,
      handler: async ({ emission, completeness }) => {
        completeness.addMissing({
          count,
          what: 'lists of users',
          causes: ['403', '403'],
        });
        await emission.add([user]);
      },
    });

  it('emits what it has, then fails by name, and tells so once', async () => {
    const { context, events } = scriptedStep([]);
    const info = jest.spyOn(context.logger, 'info').mockReturnValue();
    const error = await failureOf(
      Promise.resolve(partial().executionHandler(context)),
    );
    expect(context.jobState.collectedEntities).toEqual([user]);
    expect(error).toBeInstanceOf(IntegrationPartialStepError);
    expect(error).toMatchObject({
      code: 'PARTIAL_STEP',
      message:
        '"account" is incomplete: 2 lists of users: 403. [M365-STEP-001]',
    });
    expect(events).toMatchObject([
      {
        name: 'warn_incomplete_data',
        description: expect.stringMatching(
          /^2 lists of users: 403\./,
        ) as unknown,
      },
    ]);
    expect(info.mock.calls.map((call) => call.at(-1))).toEqual([
      'Step incomplete',
    ]);
  });

  it('is not complete for its dependents', async () => {
    const { context } = scriptedStep([]);
    await failureOf(Promise.resolve(partial().executionHandler(context)));
    expect(context.completion.has(stepIds.account)).toBe(false);
    const handler = jest.fn();
    const dependent = defineStep({
      ...declaration,
      id: stepIds.users,
      dependsOn: [stepIds.account],
      handler,
    });
    const error = await failureOf(
      Promise.resolve(dependent.executionHandler(context)),
    );
    expect(error).toMatchObject({ code: 'INCOMPLETE_DEPENDENCY' });
    expect(handler).not.toHaveBeenCalled();
  });

  it('is complete when nothing of it is missing', async () => {
    const { context, events } = scriptedStep([]);
    await partial(0).executionHandler(context);
    expect(context.completion.has(stepIds.account)).toBe(true);
    expect(events).toEqual([]);
  });

  it('has nothing missing of the step before it', async () => {
    const { context } = scriptedStep([ok({ id: '1' })]);
    await failureOf(Promise.resolve(partial().executionHandler(context)));
    await first.executionHandler(context);
    expect(context.completion.has(stepIds.account)).toBe(true);
  });

  it('tells a failure of its handler, and nothing of what is missing', async () => {
    const { error, events } = await failing([failed(404)], {
      handler: async ({ graph, completeness }: StepContext) => {
        completeness.addMissing({ count: 1, what: 'list', causes: ['403'] });
        await graph.get(usersRequest);
      },
    });
    expect(error).toMatchObject({ status: 404 });
    expect(events).toEqual([]);
  });
});
