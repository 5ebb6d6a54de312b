import type { JobState } from '@jupiterone/integration-sdk-core';
import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import fc from 'fast-check';
import { Emission, type EmissionOptions } from './emission';

const entity = (key: number | string) => ({
  _key: `entity ${key}`,
  _type: 'acme_thing',
  _class: ['Record'],
});
const relationship = (key: number) => ({
  _key: `a|has|${key}`,
  _type: 'acme_thing_has_thing',
  _class: 'HAS',
  _fromEntityKey: 'a',
  _toEntityKey: String(key),
});

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

const letThrough = () => new Promise<void>((resolve) => setImmediate(resolve));

const countAdded = jest.fn();
const emissionTo = (
  jobState: EmissionOptions['jobState'],
  giveWay: () => Promise<void> = letThrough,
  check: () => void = () => undefined,
) => {
  const { signal } = new AbortController();
  return new Emission({
    ...{ jobState, signal },
    meter: { countAdded },
    graph: { giveWay },
    heap: { check },
  });
};

/** Some objects, and enough of their type for them to be handed over. */
const chunkOf = <Kept>(make: (key: number) => Kept, from = 0) =>
  numbers(from, from + 500).map(make);

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

describe('what is added', () => {
  it('is handed over when there is enough of it, or by flush', async () => {
    const jobState = createMockJobState();
    const emission = emissionTo(jobState);
    await emission.add([...numbers(0, 900).map(entity), relationship(0)]);
    expect(jobState.collectedEntities).toHaveLength(500);
    expect(jobState.collectedRelationships).toEqual([]);
    await emission.flush();
    expect(jobState.collectedEntities).toEqual(numbers(0, 900).map(entity));
    expect(jobState.collectedRelationships).toEqual([relationship(0)]);
  });

  it('is gathered from small pieces, by type', async () => {
    const jobState = createMockJobState();
    const addEntities = jest.spyOn(jobState, 'addEntities');
    const addRelationships = jest.spyOn(jobState, 'addRelationships');
    const emission = emissionTo(jobState);
    const types = ['acme_odd', 'acme_even'];
    for (const key of numbers(0, 1_200)) {
      const _type = types[key % 2];
      await emission.add([
        { ...entity(key), _type },
        { ...relationship(key), _type },
      ]);
    }
    await emission.flush();
    for (const { mock } of [addEntities, addRelationships]) {
      const parts = mock.calls.map(([objects]) => [
        objects.length,
        ...new Set(objects.map(({ _type }) => _type)),
      ]);
      const chunk = (type: string) => numbers(0, 5).map(() => [100, type]);
      expect(parts).toEqual([
        ...chunk('acme_odd'),
        ...chunk('acme_even'),
        [100, 'acme_odd'],
        [100, 'acme_even'],
      ]);
    }
  });

  it('is handed over in parts, all of them before anybody else has a turn', async () => {
    const target = createMockJobState();
    const addEntities = jest.spyOn(target, 'addEntities');
    const addRelationships = jest.spyOn(target, 'addRelationships');
    const emission = emissionTo(target);
    await emission.add(numbers(0, 250).map(relationship));
    const adding = emission.addAtOnce(numbers(0, 250).map(entity));
    const sizes = () =>
      [addEntities, addRelationships].map(({ mock }) =>
        mock.calls.map(([objects]) => objects.length),
      );
    expect(sizes()).toEqual([[100, 100, 50], []]);
    expect(await adding).toEqual(numbers(0, 250).map(entity));
    const flushing = emission.flush();
    expect(sizes()[1]).toEqual([100, 100, 50]);
    await flushing;
    expect(target.collectedRelationships).toEqual(
      numbers(0, 250).map(relationship),
    );
  });

  it('is complete and in order, whatever pieces it comes in', async () => {
    const pieces = fc.array(fc.nat({ max: 700 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(pieces, async (sizes) => {
        const jobState = createMockJobState();
        const emission = emissionTo(jobState, () => Promise.resolve());
        const all: ReturnType<typeof relationship>[] = [];
        for (const size of sizes) {
          const piece = numbers(all.length, all.length + size).map(
            relationship,
          );
          all.push(...piece);
          await emission.add(piece.values());
        }
        await emission.flush();
        expect(jobState.collectedRelationships).toEqual(all);
      }),
      { numRuns: 30 },
    );
  });

  it('is counted by type when the SDK took it', async () => {
    countAdded.mockClear();
    const { slow, finish } = slowJobState();
    const emission = emissionTo(slow);
    await emission.add([entity(1), entity(2), relationship(1)]);
    expect(countAdded).not.toHaveBeenCalled();
    const flushing = emission.flush();
    await letThrough();
    await letThrough();
    expect(countAdded.mock.calls).toEqual([['entities', 'acme_thing', 2]]);
    finish[0]();
    await flushing;
    expect(countAdded).toHaveBeenLastCalledWith(
      'relationships',
      'acme_thing_has_thing',
      1,
    );
  });

  it('is counted part by part', async () => {
    countAdded.mockClear();
    const emission = emissionTo(createMockJobState());
    await emission.add(numbers(0, 250).map(relationship));
    await emission.flush();
    expect(countAdded.mock.calls.map((call) => call.at(-1))).toEqual([
      100, 100, 50,
    ]);
  });

  it('is not counted when the SDK refused it', async () => {
    countAdded.mockClear();
    const emission = emissionTo(createMockJobState());
    await emission.add([relationship(1), relationship(1)]);
    await expect(emission.flush()).rejects.toThrow('Duplicate _key');
    expect(countAdded).not.toHaveBeenCalled();
  });
});

describe('items', () => {
  it('are made objects while they are added, and others have their turn', async () => {
    const made: number[] = [];
    const turns: number[] = [];
    const emission = emissionTo(createMockJobState(), () => {
      turns.push(made.length);
      return Promise.resolve();
    });
    await emission.addEach(numbers(0, 450), (key) => {
      made.push(key);
      return [entity(key), relationship(key)];
    });
    expect(turns).toEqual([100, 200, 300, 400]);
  });

  it('that give nothing let others have their turn, too', async () => {
    const giveWay = jest.fn(() => Promise.resolve());
    const emission = emissionTo(createMockJobState(), giveWay);
    await emission.addEach(numbers(0, 1_000), () => []);
    expect(giveWay).toHaveBeenCalledTimes(5);
  });

  it('have the turns of all that the step adds', async () => {
    const giveWay = jest.fn(() => Promise.resolve());
    const emission = emissionTo(createMockJobState(), giveWay);
    for (const key of numbers(0, 399)) {
      await emission.add([relationship(key)]);
    }
    expect(giveWay).toHaveBeenCalledTimes(1);
    await emission.add([relationship(399)]);
    expect(giveWay).toHaveBeenCalledTimes(2);
  });

  it('are handed over before others have their turn', async () => {
    const jobState = createMockJobState();
    const seen: number[] = [];
    const emission = emissionTo(jobState, () => {
      const { collectedEntities, collectedRelationships } = jobState;
      seen.push(collectedEntities.length + collectedRelationships.length);
      return Promise.resolve();
    });
    await emission.add([entity(1), relationship(1)]);
    await emission.flush();
    expect(jobState.collectedEntities).toEqual([entity(1)]);
    expect(jobState.collectedRelationships).toEqual([relationship(1)]);
    expect(seen).toEqual([1, 2]);
  });
});

describe('what the SDK refuses', () => {
  it('fails whoever adds it', async () => {
    const emission = emissionTo(createMockJobState());
    await emission.add(chunkOf(relationship));
    const adding = emission.add(chunkOf(relationship));
    await expect(adding).rejects.toThrow('Duplicate');
  });

  it('fails entities, too, when another step has registered their key meanwhile', async () => {
    const jobState = createMockJobState({ entities: [entity(1)] });
    const emission = emissionTo({ ...jobState, hasKey: () => false });
    const adding = emission.addAtOnce([entity(1)]);
    await expect(adding).rejects.toThrow('Duplicate');
  });

  it.each([false, true])(
    'late fails the next addition, or the end: %p',
    async (isAtTheEnd) => {
      const { slow, finish } = slowJobState();
      const emission = emissionTo(slow);
      await emission.add(chunkOf(relationship));
      finish[0](new Error('ENOSPC'));
      finish.slice(1).forEach((each) => each());
      await letThrough();
      const next = isAtTheEnd
        ? emission.flush()
        : emission.add(numbers(500, 700).map(relationship));
      await expect(next).rejects.toThrow('ENOSPC');
    },
  );

  it('fails the end after everything else was written', async () => {
    const { slow, finish } = slowJobState();
    const emission = emissionTo(slow);
    await emission.add(chunkOf(relationship));
    finish[0](new Error('ENOSPC'));
    let isOver = false;
    const end = emission.flush().finally(() => (isOver = true));
    end.catch(() => undefined);
    await letThrough();
    expect(isOver).toBe(false);
    finish.slice(1).forEach((each) => each());
    await expect(end).rejects.toThrow('ENOSPC');
  });
});

test('goes on while files are written, up to a limit', async () => {
  const { slow, finish } = slowJobState();
  const emission = emissionTo(slow);
  await emission.add(chunkOf(relationship));
  expect(finish).toHaveLength(5);
  let isAdded = false;
  const second = emission
    .add(chunkOf(relationship, 500))
    .then(() => (isAdded = true));
  await letThrough();
  await letThrough();
  expect(finish).toHaveLength(10);
  expect(isAdded).toBe(false);
  finish.slice(0, 3).forEach((each) => each());
  await second;
  let isSettled = false;
  const end = emission.flush().then(() => (isSettled = true));
  finish.slice(3, 9).forEach((each) => each());
  await letThrough();
  expect(isSettled).toBe(false);
  finish[9]();
  await end;
});

describe('when the heap is nearly full', () => {
  it('nothing more is taken, and what was taken is still handed over', async () => {
    const jobState = createMockJobState();
    let turns = 0;
    const emission = emissionTo(jobState, letThrough, () => {
      turns += 1;
      if (turns > 4) {
        throw new Error('nearly full');
      }
    });
    await expect(
      emission.addEach(numbers(0, 5_000), (key) => [relationship(key)]),
    ).rejects.toThrow('nearly full');
    await emission.flush();
    const handedOver = jobState.collectedRelationships;
    expect(handedOver).toEqual(numbers(0, handedOver.length).map(relationship));
    expect(handedOver.length).toBeGreaterThan(500);
    expect(handedOver.length).toBeLessThan(2_000);
  });
});
