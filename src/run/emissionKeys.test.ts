/** Keys that are taken: the SDK's own job state throws at the first one that it knows. */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import * as fc from 'fast-check';
import { Emission, type EmissionOptions } from './emission';

const entity = (_key: string): Entity => ({
  _key,
  _type: 'a_thing',
  _class: ['Record'],
});

const relationship = (_key: string) => ({
  _key,
  _type: 'a_thing_has_thing',
  _class: 'HAS',
  _fromEntityKey: 'a',
  _toEntityKey: 'b',
});

const keysOf = (objects: readonly { _key?: string }[]) =>
  objects.map(({ _key }) => _key);

const emissionTo = (jobState: EmissionOptions['jobState']) =>
  new Emission({
    jobState,
    meter: { countAdded: () => undefined },
    graph: { giveWay: () => Promise.resolve() },
    heap: { check: () => undefined },
    signal: new AbortController().signal,
  });

describe('entities', () => {
  it('are all added when all are new', async () => {
    const jobState = createMockJobState();
    const page = [entity('a'), entity('b')];
    expect(await emissionTo(jobState).addAtOnce(page)).toEqual(page);
    expect(keysOf(jobState.collectedEntities)).toEqual(['a', 'b']);
  });

  it('are left out where they are repeated in one array', async () => {
    const jobState = createMockJobState();
    const page = ['a', 'b', 'a', 'a'].map(entity);
    const added = await emissionTo(jobState).addAtOnce(page);
    expect(keysOf(added)).toEqual(['a', 'b']);
    expect(keysOf(jobState.collectedEntities)).toEqual(['a', 'b']);
  });

  it('are the first of several with one key', async () => {
    const jobState = createMockJobState();
    await emissionTo(jobState).addAtOnce([
      { ...entity('a'), name: 'first' },
      { ...entity('a'), name: 'second' },
    ]);
    expect(jobState.collectedEntities).toMatchObject([{ name: 'first' }]);
  });

  it('are left out when an earlier page or step added them', async () => {
    const jobState = createMockJobState({ entities: [entity('a')] });
    const emission = emissionTo(jobState);
    await emission.addAtOnce([entity('b')]);
    const page = ['a', 'b', 'c'].map(entity);
    expect(keysOf(await emission.addAtOnce(page))).toEqual(['c']);
    expect(keysOf(jobState.collectedEntities)).toEqual(['b', 'c']);
  });

  it('may have keys that steps at work at the same time share', async () => {
    const jobState = createMockJobState();
    const added = await Promise.all([
      emissionTo(jobState).addAtOnce(['a', 'b'].map(entity)),
      emissionTo(jobState).addAtOnce(['b', 'c'].map(entity)),
    ]);
    expect(added.map(keysOf)).toEqual([['a', 'b'], ['c']]);
    expect(keysOf(jobState.collectedEntities)).toEqual(['a', 'b', 'c']);
  });

  it('may have them, too, when they are gathered', async () => {
    const jobState = createMockJobState();
    const emissions = [emissionTo(jobState), emissionTo(jobState)];
    await emissions[0].add(['a', 'b'].map(entity));
    await emissions[1].add(['b', 'c'].map(entity));
    await Promise.all(emissions.map((each) => each.flush()));
    expect(keysOf(jobState.collectedEntities)).toEqual(['a', 'b', 'c']);
    expect(emissions.map((each) => each.repeatedEntities)).toEqual([0, 1]);
  });

  it('are added once for each key, and it is known which, however pages repeat them', async () => {
    const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
    await fc.assert(
      fc.asyncProperty(fc.array(keys), async (pages) => {
        const jobState = createMockJobState();
        const emission = emissionTo(jobState);
        const added = await Promise.all(
          pages.map((page) => emission.addAtOnce(page.map(entity))),
        );
        const keys = keysOf(added.flat());
        expect(keys).toEqual(keysOf(jobState.collectedEntities));
        expect(new Set(keys)).toEqual(new Set(pages.flat()));
      }),
    );
  });

  it('with a repeated key are counted', async () => {
    const jobState = createMockJobState();
    const emission = emissionTo(jobState);
    const numbers = Array.from({ length: 700 }, (_, index) => index);
    const repeated = Array.from({ length: 200 }, (_, index) => 600 + index);
    for (const number of [...numbers, ...repeated]) {
      await emission.add([entity(String(number))]);
    }
    await emission.flush();
    expect(emission.repeatedEntities).toBe(100);
    expect(jobState.collectedEntities).toHaveLength(800);
  });
});

test('a relationship that its maker repeats fails, and is not lost silently', async () => {
  const emission = emissionTo(createMockJobState());
  await emission.add([relationship('1'), relationship('1')]);
  await expect(emission.flush()).rejects.toThrow('Duplicate _key');
});
