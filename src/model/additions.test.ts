import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import { Additions } from './additions';

const entity = (key: number) => ({
  _key: `entity ${key}`,
  _type: 'acme_thing',
  _class: ['Record'],
});

const relationship = (key: number) => ({
  _key: `relationship ${key}`,
  _type: 'acme_thing_has_thing',
  _class: 'HAS',
  _fromEntityKey: 'a',
  _toEntityKey: 'b',
});

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

test('small pieces are added together', async () => {
  const jobState = createMockJobState();
  const addRelationships = jest.spyOn(jobState, 'addRelationships');
  const additions = new Additions(jobState);
  for (const key of numbers(0, 1_200)) {
    await additions.add([], [relationship(key)]);
  }
  expect(addRelationships).toHaveBeenCalledTimes(2);
  await additions.flush();
  expect(addRelationships).toHaveBeenCalledTimes(3);
  expect(jobState.collectedRelationships).toEqual(
    numbers(0, 1_200).map(relationship),
  );
});

test('what comes mixed is added by type, 500 at a time', async () => {
  const jobState = createMockJobState();
  const addEntities = jest.spyOn(jobState, 'addEntities');
  const addRelationships = jest.spyOn(jobState, 'addRelationships');
  const additions = new Additions(jobState);
  const types = ['acme_odd', 'acme_even'];
  for (const key of numbers(0, 1_200)) {
    const _type = types[key % 2];
    await additions.add(
      [{ ...entity(key), _type }],
      [{ ...relationship(key), _type }],
    );
  }
  await additions.flush();
  for (const { mock } of [addEntities, addRelationships]) {
    const additionsMade = mock.calls.map(([objects]) => [
      objects.length,
      ...new Set(objects.map(({ _type }) => _type)),
    ]);
    expect(additionsMade).toEqual([
      [500, 'acme_odd'],
      [500, 'acme_even'],
      [100, 'acme_odd'],
      [100, 'acme_even'],
    ]);
  }
});

test('nothing is kept back by flush', async () => {
  const jobState = createMockJobState();
  const additions = new Additions(jobState);
  await additions.add(numbers(0, 900).map(entity), [relationship(0)]);
  expect(jobState.collectedEntities).toHaveLength(500);
  await additions.flush();
  expect(jobState.collectedEntities).toHaveLength(900);
  expect(jobState.collectedRelationships).toHaveLength(1);
});

test('repeated keys of entities are added once, and counted', async () => {
  const jobState = createMockJobState();
  const additions = new Additions(jobState);
  for (const key of [...numbers(0, 700), ...numbers(600, 800)]) {
    await additions.add([entity(key)], []);
  }
  await additions.flush();
  expect(additions.repeatedEntities).toBe(100);
  expect(jobState.collectedEntities).toHaveLength(800);
});

test('a relationship that its maker repeats fails, and is not lost silently', async () => {
  const additions = new Additions(createMockJobState());
  await additions.add([], [relationship(1), relationship(1)]);
  await expect(additions.flush()).rejects.toThrow('Duplicate _key');
});
