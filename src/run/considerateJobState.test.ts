import type { JobState } from '@jupiterone/integration-sdk-core';
import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import { considerateJobState } from './considerateJobState';

const entity = { _key: 'a', _type: 'acme_thing', _class: ['Record'] };
const relationship = (number: number) => ({
  _key: `a|has|${number}`,
  _type: 'acme_thing_has_thing',
  _class: 'HAS',
  _fromEntityKey: 'a',
  _toEntityKey: String(number),
});

/** With a disk that finishes only when it is told to. */
function slowJobState() {
  const jobState = createMockJobState();
  const finish: ((failure?: Error) => void)[] = [];
  const addRelationships: JobState['addRelationships'] = async (objects) => {
    await jobState.addRelationships(objects);
    await new Promise<void>((resolve, reject) => {
      finish.push((failure) => (failure ? reject(failure) : resolve()));
    });
  };
  return { jobState, slow: { ...jobState, addRelationships }, finish };
}

const letThrough = () => new Promise<void>((resolve) => setImmediate(resolve));

test('adds first, then lets others through', async () => {
  const jobState = createMockJobState();
  const seen: number[] = [];
  const considerate = considerateJobState(jobState, () => {
    const { collectedEntities, collectedRelationships } = jobState;
    seen.push(collectedEntities.length + collectedRelationships.length);
    return Promise.resolve();
  });
  await considerate.jobState.addEntities([entity]);
  await considerate.jobState.addRelationships([relationship(1)]);
  await considerate.settled();
  expect(jobState.collectedEntities).toEqual([entity]);
  expect(jobState.collectedRelationships).toEqual([relationship(1)]);
  expect(seen).toEqual([1, 2]);
});

test('adds in parts, all of them before anybody else', async () => {
  const target = createMockJobState();
  const addEntities = jest.spyOn(target, 'addEntities');
  const addRelationships = jest.spyOn(target, 'addRelationships');
  const { jobState } = considerateJobState(target, letThrough);
  const keys = Array.from({ length: 250 }, (_, index) => index);
  const entities = keys.map((key) => ({ ...entity, _key: `entity ${key}` }));
  const relationships = keys.map(relationship);
  const adding = [
    jobState.addEntities(entities),
    jobState.addRelationships(relationships),
  ];
  for (const { mock } of [addEntities, addRelationships]) {
    const sizes = mock.calls.map(([objects]) => objects.length);
    expect(sizes).toEqual([100, 100, 50]);
  }
  expect(await adding[0]).toEqual(entities);
  await adding[1];
  expect(target.collectedRelationships).toEqual(relationships);
});

test('a refused entity is told', async () => {
  const jobState = createMockJobState({ entities: [entity] });
  const considerate = considerateJobState(jobState, letThrough);
  const adding = considerate.jobState.addEntities([entity]);
  await expect(adding).rejects.toThrow('Duplicate');
});

test('a refused relationship is told at once', async () => {
  const { jobState } = considerateJobState(createMockJobState(), letThrough);
  await jobState.addRelationships([relationship(1)]);
  const adding = jobState.addRelationships([relationship(1)]);
  await expect(adding).rejects.toThrow('Duplicate');
});

test('goes on while files are written, up to a limit', async () => {
  const { slow, finish } = slowJobState();
  const { jobState, settled } = considerateJobState(slow, letThrough);
  for (let number = 0; number < 7; number += 1) {
    await jobState.addRelationships([relationship(number)]);
  }
  let isAdded = false;
  const eighth = jobState
    .addRelationships([relationship(7)])
    .then(() => (isAdded = true));
  await letThrough();
  expect(isAdded).toBe(false);
  finish[3]();
  await eighth;
  let isSettled = false;
  const end = settled().then(() => (isSettled = true));
  finish.slice(0, 7).forEach((one) => one());
  await letThrough();
  expect(isSettled).toBe(false);
  finish[7]();
  await end;
});

test('a file that cannot be written is told, by the next addition or at the end', async () => {
  for (const isAtTheEnd of [false, true]) {
    const { slow, finish } = slowJobState();
    const { jobState, settled } = considerateJobState(slow, letThrough);
    await jobState.addRelationships([relationship(1)]);
    finish[0](new Error('ENOSPC'));
    await letThrough();
    const next = isAtTheEnd
      ? settled()
      : jobState.addRelationships([relationship(2)]);
    await expect(next).rejects.toThrow('ENOSPC');
  }
});
