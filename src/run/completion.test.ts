import { scriptedClient } from '#test/graph/scriptedClient';
import { Completion, completionOf } from './completion';
import { stepIds } from './stepIds';

const pending = Symbol('pending');
const stateOf = (promise: Promise<unknown>) =>
  Promise.race([promise, Promise.resolve(pending)]);

test('a step is complete once it was added', () => {
  const completion = new Completion();
  expect(completion.has(stepIds.users)).toBe(false);
  completion.add(stepIds.users);
  expect(completion.has(stepIds.users)).toBe(true);
  expect(completion.has(stepIds.groups)).toBe(false);
});

test('everybody who waits for a step hears of its completion', async () => {
  const completion = new Completion();
  const [one, another] = [
    completion.when(stepIds.users),
    completion.when(stepIds.users),
  ];
  const stranger = completion.when(stepIds.groups);
  expect(await stateOf(one)).toBe(pending);
  completion.add(stepIds.users);
  await Promise.all([one, another, completion.when(stepIds.users)]);
  expect(await stateOf(stranger)).toBe(pending);
});

test('runs know nothing of each other', () => {
  const [one, another] = [scriptedClient([]), scriptedClient([])];
  completionOf(one.client).add(stepIds.users);
  expect(completionOf(one.client).has(stepIds.users)).toBe(true);
  expect(completionOf(another.client).has(stepIds.users)).toBe(false);
});
