import { sampleDatasets } from '#test/support/sampleDatasets';
import { usersRequest } from '#test/graph/sampleRequests';
import { failureOf, scriptedStep } from '#test/support/stepContext';
import { defineStep } from '../defineStep';
import { stepIds } from '../stepIds';
import { HeapGuard, heapGuard } from './guard';

afterEach(() => jest.restoreAllMocks());

test('a step that emits while the heap is nearly full fails by name, and keeps what it had', async () => {
  const full = new HeapGuard({ limit: () => 1e9, used: () => 0.9e9 });
  full.collected();
  jest.spyOn(heapGuard(), 'check').mockImplementation(() => full.check());
  const { context } = scriptedStep([]);
  const step = defineStep({
    id: stepIds.users,
    name: 'Fetch something',
    entities: [],
    relationships: [],
    datasets: sampleDatasets([usersRequest]),
    handler: ({ emission }) =>
      emission.add(
        Array.from({ length: 10_000 }, (_, index) => ({
          _key: `user ${index}`,
          _type: 'azure_user',
          _class: 'User',
        })),
      ),
  });

  const error = await failureOf(
    Promise.resolve(step.executionHandler(context)),
  );

  expect(error).toMatchObject({ code: 'HEAP_LIMIT' });
  expect(context.completion.has(stepIds.users)).toBe(false);
  const { length } = context.jobState.collectedEntities;
  expect(length).toBeGreaterThan(0);
  expect(length).toBeLessThan(1_000);
});
