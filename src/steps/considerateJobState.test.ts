import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import { considerateJobState } from './considerateJobState';

const entity = { _key: 'a', _type: 'acme_thing', _class: ['Record'] };
const relationship = {
  _key: 'a|has|b',
  _type: 'acme_thing_has_thing',
  _class: 'HAS',
  _fromEntityKey: 'a',
  _toEntityKey: 'b',
};

test('adds first, then lets answers through', async () => {
  const jobState = createMockJobState();
  const seen: number[] = [];
  const giveWay = () => {
    seen.push(
      jobState.collectedEntities.length +
        jobState.collectedRelationships.length,
    );
    return Promise.resolve();
  };
  const considerate = considerateJobState(jobState, { giveWay });
  expect(await considerate.addEntities([entity])).toEqual([entity]);
  await considerate.addRelationships([relationship]);
  expect(jobState.collectedEntities).toEqual([entity]);
  expect(jobState.collectedRelationships).toEqual([relationship]);
  expect(seen).toEqual([1, 2]);
});

test('a refused addition is told', async () => {
  const jobState = createMockJobState({ entities: [entity] });
  const giveWay = () => Promise.resolve();
  const considerate = considerateJobState(jobState, { giveWay });
  await expect(considerate.addEntities([entity])).rejects.toThrow('Duplicate');
});
