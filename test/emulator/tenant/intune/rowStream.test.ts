import { createSeed } from '../seed';
import { heldRows, RowStream, type RowMaker } from './rowStream';

/** Two rows for each parent, drawn at random. */
const makerOf = (parentId: string): RowMaker<string> => ({
  parentId,
  make: ({ random }) =>
    [1, 2].map(() => `${parentId} ${random.integer(0, 1_000_000)}`),
});

const makers = ['a', 'b', 'c'].map(makerOf);

describe('streamed rows', () => {
  const stream = new RowStream(makers, createSeed(1));

  it('are the same whenever they are asked for', () => {
    const all = [...stream];
    expect(all).toHaveLength(6);
    expect([...stream]).toEqual(all);
    expect(['a', 'b', 'c'].flatMap((id) => stream.of(id))).toEqual(all);
    expect(stream.of('b')).toEqual(all.slice(2, 4));
  });

  it('are made for one parent at a time', () => {
    const make = jest.fn(() => ['row']);
    const counted = new RowStream(
      ['a', 'b'].map((parentId) => ({ parentId, make })),
      createSeed(1),
    );
    const rows = counted[Symbol.iterator]();
    rows.next();
    expect(make).toHaveBeenCalledTimes(1);
    expect([...counted]).toEqual(['row', 'row']);
  });

  it('differ from parent to parent, and with the seed', () => {
    const drawn = [...stream].map((row) => row.slice(2));
    expect(new Set(drawn).size).toBe(drawn.length);
    expect([...new RowStream(makers, createSeed(2))]).not.toEqual([...stream]);
  });

  it('of an unknown parent are none', () => {
    expect(stream.of('d')).toEqual([]);
  });
});

test('held rows are drawn one parent after the other', () => {
  const { random, ...seed } = createSeed(1);
  expect(heldRows(makers, { random, ...seed })).toEqual(
    makers.flatMap(
      (
        (again) =>
        ({ make }) =>
          make(again)
      )(createSeed(1)),
    ),
  );
});
