import { sampleDatasets } from '#test/support/sampleDatasets';
import { IntegrationError } from '@jupiterone/integration-sdk-core';
import { usersRequest } from '#test/graph/sampleRequests';
import { failureOf, scriptedStep } from '#test/support/stepContext';
import { GraphAbortError } from '../graph/errors/errors';
import type { StepContext } from './context';
import { defineStep } from './defineStep';
import { stepIds } from './stepIds';

const never = () => new Promise<never>(() => undefined);

function stepOf(handler: (context: StepContext) => Promise<void>) {
  return defineStep({
    id: stepIds.users,
    name: 'Fetch something',
    entities: [],
    relationships: [],
    datasets: sampleDatasets([usersRequest]),
    handler,
  });
}

async function outcomeOf(
  handler: (context: StepContext) => Promise<void>,
): Promise<unknown> {
  const { context } = scriptedStep(never, {}, { limits: { stepMs: 20 } });
  return failureOf(Promise.resolve(stepOf(handler).executionHandler(context)));
}

describe('a step that does not end', () => {
  it('fails, and the error names step and limit', async () => {
    const error = await outcomeOf(never);
    expect(error).toBeInstanceOf(IntegrationError);
    expect(error).toMatchObject({
      code: 'STEP_LIMIT',
      message:
        '"users" did not end within 0.02 s (limit stepMs). [M365-STEP-002]',
    });
  });

  it('leaves no request behind, and tells of the limit, not of what it ended', async () => {
    let asked: Promise<unknown> = Promise.resolve();
    const error = await outcomeOf(async ({ graph }) => {
      asked = graph.get(usersRequest);
      await asked;
    });
    expect(error).toMatchObject({ code: 'STEP_LIMIT' });
    await expect(asked).rejects.toThrow(GraphAbortError);
  });
});

it('what a step had gathered when it was over is not emitted any more', async () => {
  const { context } = scriptedStep(never, {}, { limits: { stepMs: 20 } });
  const user = { _key: 'the-key-of-a-user', _type: 'azure_user', _class: [] };
  let end: () => void = () => undefined;
  const step = stepOf(async ({ emission }) => {
    await emission.add([user]);
    await new Promise<void>((resolve) => (end = resolve));
  });
  await failureOf(Promise.resolve(step.executionHandler(context)));
  end();
  await new Promise((resolve) => setImmediate(resolve));
  expect(context.jobState.collectedEntities).toEqual([]);
});

it('what a step adds when it was over is not emitted, however much it is', async () => {
  const { context } = scriptedStep(never, {}, { limits: { stepMs: 20 } });
  const users = Array.from({ length: 1_000 }, (_, index) => ({
    ...{ _key: `the-key-of-a-user-${index}`, _type: 'azure_user', _class: [] },
  }));
  let end: () => void = () => undefined;
  let adding: Promise<void> = Promise.resolve();
  const step = stepOf(async ({ emission }) => {
    await new Promise<void>((resolve) => (end = resolve));
    adding = emission.add(users);
    await adding;
  });
  await failureOf(Promise.resolve(step.executionHandler(context)));
  end();
  await new Promise((resolve) => setImmediate(resolve));
  await expect(adding).rejects.toThrow('aborted');
  expect(context.jobState.collectedEntities).toEqual([]);
});

it('a step that ends in time leaves no timer behind', async () => {
  const clear = jest.spyOn(global, 'clearTimeout');
  const { context } = scriptedStep([]);
  await stepOf(() => Promise.resolve()).executionHandler(context);
  expect(clear).toHaveBeenCalled();
  clear.mockRestore();
});
