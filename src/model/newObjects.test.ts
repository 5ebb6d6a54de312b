import type { Entity } from '@jupiterone/integration-sdk-core';
import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import * as fc from 'fast-check';
import { addNewEntities } from './newObjects';

// The SDK's own job state: it throws at the first key that it knows.
const entity = (_key: string): Entity => ({
  _key,
  _type: 'a_thing',
  _class: ['Record'],
});

const keysOf = (objects: readonly { _key?: string }[]) =>
  objects.map(({ _key }) => _key);

describe('addNewEntities', () => {
  it('adds all of them when all are new', async () => {
    const jobState = createMockJobState();
    const page = [entity('a'), entity('b')];
    expect(await addNewEntities(jobState, page)).toEqual(page);
    expect(keysOf(jobState.collectedEntities)).toEqual(['a', 'b']);
  });

  it('leaves out what is repeated in one array', async () => {
    const jobState = createMockJobState();
    const page = ['a', 'b', 'a', 'a'].map(entity);
    expect(keysOf(await addNewEntities(jobState, page))).toEqual(['a', 'b']);
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
    const page = ['a', 'b', 'c'].map(entity);
    expect(keysOf(await addNewEntities(jobState, page))).toEqual(['c']);
    expect(keysOf(jobState.collectedEntities)).toEqual(['b', 'c']);
  });

  it('lets two pages that are worked on at once share keys', async () => {
    const jobState = createMockJobState();
    const added = await Promise.all([
      addNewEntities(jobState, ['a', 'b'].map(entity)),
      addNewEntities(jobState, ['b', 'c'].map(entity)),
    ]);
    expect(added.map(keysOf)).toEqual([['a', 'b'], ['c']]);
    expect(keysOf(jobState.collectedEntities)).toEqual(['a', 'b', 'c']);
  });

  it('adds each key once, and tells which, however pages repeat them', async () => {
    const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
    await fc.assert(
      fc.asyncProperty(fc.array(keys), async (pages) => {
        const jobState = createMockJobState();
        const added = await Promise.all(
          pages.map((page) => addNewEntities(jobState, page.map(entity))),
        );
        const keys = keysOf(added.flat());
        expect(keys).toEqual(keysOf(jobState.collectedEntities));
        expect(new Set(keys)).toEqual(new Set(pages.flat()));
      }),
    );
  });
});
