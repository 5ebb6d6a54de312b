import {
  RelationshipClass,
  type Entity,
  type Relationship,
} from '@jupiterone/integration-sdk-core';
import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import * as fc from 'fast-check';
import { addNewEntities, addNewRelationships } from './newObjects';
import { createRelationship, defineRelationship } from './relationships';

// The SDK's own job state: it throws at the first key that it knows.
const entity = (_key: string): Entity => ({
  _key,
  _type: 'a_thing',
  _class: ['Record'],
});

const has = defineRelationship({ _type: 'a_box' }, RelationshipClass.HAS, {
  _type: 'a_thing',
});

const relationship = (toKey: string): Relationship =>
  createRelationship(has, 'box', toKey);

const keysOf = (objects: readonly { _key?: string }[]) =>
  objects.map(({ _key }) => _key);

describe('addNewEntities', () => {
  it('adds all of them when all are new', async () => {
    const jobState = createMockJobState();
    expect(await addNewEntities(jobState, [entity('a'), entity('b')])).toBe(0);
    expect(keysOf(jobState.collectedEntities)).toEqual(['a', 'b']);
  });

  it('leaves out what is repeated in one array', async () => {
    const jobState = createMockJobState();
    const page = ['a', 'b', 'a', 'a'].map(entity);
    expect(await addNewEntities(jobState, page)).toBe(2);
    expect(keysOf(jobState.collectedEntities)).toEqual(['a', 'b']);
  });

  it('keeps the first of several with one key', async () => {
    const jobState = createMockJobState();
    await addNewEntities(jobState, [
      { ...entity('a'), name: 'first' },
      { ...entity('a'), name: 'second' },
    ]);
    expect(jobState.collectedEntities).toMatchObject([{ name: 'first' }]);
  });

  it('leaves out what an earlier page or step added', async () => {
    const jobState = createMockJobState({ entities: [entity('a')] });
    await addNewEntities(jobState, [entity('b')]);
    expect(await addNewEntities(jobState, ['a', 'b', 'c'].map(entity))).toBe(2);
    expect(keysOf(jobState.collectedEntities)).toEqual(['b', 'c']);
  });

  it('lets two pages that are worked on at once share keys', async () => {
    const jobState = createMockJobState();
    const leftOut = await Promise.all([
      addNewEntities(jobState, ['a', 'b'].map(entity)),
      addNewEntities(jobState, ['b', 'c'].map(entity)),
    ]);
    expect(leftOut).toEqual([0, 1]);
    expect(keysOf(jobState.collectedEntities)).toEqual(['a', 'b', 'c']);
  });

  it('adds each key once, and counts the rest, however pages repeat them', async () => {
    const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
    await fc.assert(
      fc.asyncProperty(fc.array(keys), async (pages) => {
        const jobState = createMockJobState();
        const leftOut = await Promise.all(
          pages.map((page) => addNewEntities(jobState, page.map(entity))),
        );
        const added = keysOf(jobState.collectedEntities);
        expect(new Set(added)).toEqual(new Set(pages.flat()));
        expect(added.length + leftOut.reduce((a, b) => a + b, 0)).toBe(
          pages.flat().length,
        );
      }),
    );
  });
});

describe('addNewRelationships', () => {
  it('leaves out what is repeated, in one page or in another', async () => {
    const jobState = createMockJobState();
    expect(
      await addNewRelationships(jobState, ['a', 'a', 'b'].map(relationship)),
    ).toBe(1);
    expect(
      await addNewRelationships(jobState, ['b', 'c'].map(relationship)),
    ).toBe(1);
    expect(keysOf(jobState.collectedRelationships)).toEqual([
      'box|has|a',
      'box|has|b',
      'box|has|c',
    ]);
  });

  it('lets two pages that are worked on at once share keys', async () => {
    const jobState = createMockJobState();
    await Promise.all([
      addNewRelationships(jobState, ['a', 'b'].map(relationship)),
      addNewRelationships(jobState, ['b', 'a'].map(relationship)),
    ]);
    expect(jobState.collectedRelationships).toHaveLength(2);
  });
});
