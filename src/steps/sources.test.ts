import fc from 'fast-check';
import {
  GraphProtocolError,
  GraphResponseError,
  GraphTransportError,
} from '../graph/errors';
import {
  ExportUnavailableError,
  type ExportUnavailableReason,
} from '../graph/exports/exportRequest';
import {
  completeFrom,
  givesWay,
  isShort,
  oneByOne,
  type Source,
} from './sources';

const unavailable = (reason: ExportUnavailableReason) =>
  new ExportUnavailableError('AppInvRawData', reason, 'detail');

const answer = (status: number, message = '') =>
  new GraphResponseError('POST /some', { status, code: 'code', message });

/** Completes all but these. */
const leaving = (...left: string[]): Source<string> => ({
  read: (items) =>
    Promise.resolve(
      items
        .filter((item) => left.includes(item))
        .map((item) => ({ item, cause: `not ${item}` })),
    ),
});

describe('completeFrom', () => {
  it('asks no other source when the first one completes everything', async () => {
    const read = jest.fn();
    expect(await completeFrom(['a'], [leaving(), { read }])).toEqual([]);
    expect(read).not.toHaveBeenCalled();
  });

  it('asks a source for what those before left, and for what suits it', async () => {
    const read = jest.fn().mockResolvedValue([]);
    const suits = (item: string) => item !== 'c';
    await completeFrom(
      ['a', 'b', 'c'],
      [leaving('b', 'c'), { suits, read }, leaving('c')],
    );
    expect(read.mock.calls).toEqual([[['b']]]);
  });

  it('returns what no source completed, with what each of them said', async () => {
    const missed = await completeFrom(
      ['a', 'b'],
      [leaving('a', 'b'), leaving('b')],
    );
    expect(missed).toEqual([
      { item: 'b', causes: ['not b', 'not b'], isUnknown: false },
    ]);
  });

  it('knows an item of which every source answered that it knows nothing', async () => {
    const knowing = (knowsNothing?: boolean): Source<string> => ({
      read: (items) =>
        Promise.resolve(
          items.map((item) => ({ item, cause: 'no rows', knowsNothing })),
        ),
    });
    const isUnknown = async (...sources: Source<string>[]) =>
      (await completeFrom(['a'], sources)).map((each) => each.isUnknown);
    expect(await isUnknown(knowing(true), knowing(true))).toEqual([true]);
    expect(await isUnknown(knowing(true), knowing())).toEqual([false]);
    expect(await isUnknown(leaving('a'), knowing(true))).toEqual([false]);
  });

  it('misses exactly what every source that suits left, in whatever order they stand', async () => {
    const items = ['a', 'b', 'c', 'd'];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.subarray(items), { minLength: 1, maxLength: 4 }),
        async (lefts) => {
          const sources = lefts.map((left) => leaving(...left));
          const missed = await completeFrom(items, sources);
          expect(missed.map(({ item }) => item)).toEqual(
            items.filter((item) => lefts.every((left) => left.includes(item))),
          );
        },
      ),
    );
  });
});

describe('what gives way to another source', () => {
  it.each<[string, Error, boolean]>([
    ['an export that is not to be had', unavailable('stuck'), true],
    ['an answer that is no report', new GraphProtocolError('x', 'y'), true],
    ['400', answer(400), true],
    ['403', answer(403), true],
    ['404', answer(404), true],
    ['501', answer(501), true],
    ['429 that does not end', answer(429), false],
    ['500 that does not end', answer(500), false],
    [
      'a broken connection',
      new GraphTransportError('x', 'network', 'y'),
      false,
    ],
    ['a bug', new TypeError('y'), false],
  ])('%s: %#', (_, error, expected) => {
    expect(givesWay(error)).toBe(expected);
  });
});

describe('oneByOne', () => {
  it('completes what is read, and hands back what is doubted', async () => {
    const read = oneByOne<string>(2, (item) =>
      Promise.resolve(item === 'b' ? { cause: 'short' } : undefined),
    );
    expect(await read(['a', 'b', 'c'])).toEqual([
      { item: 'b', cause: 'short' },
    ]);
  });

  it.each([
    ['403', answer(403)],
    [
      'an unknown report',
      answer(400, "Resource not found for the segment 'x'."),
    ],
  ])('asks no more after %s', async (_, error) => {
    const one = jest.fn().mockRejectedValue(error);
    const unfinished = await oneByOne<string>(1, one)(['a', 'b', 'c']);
    expect(one).toHaveBeenCalledTimes(1);
    expect(unfinished.map(({ item }) => item)).toEqual(['a', 'b', 'c']);
    expect(unfinished.map(({ cause }) => cause)).toEqual(
      Array(3).fill(error.message),
    );
  });

  it.each([
    ['404', answer(404)],
    ['400', answer(400, 'Invalid filter')],
  ])('goes on after %s, which may be about the one item', async (_, error) => {
    const one = jest.fn().mockRejectedValueOnce(error);
    const unfinished = await oneByOne<string>(1, one)(['a', 'b']);
    expect(unfinished).toEqual([{ item: 'a', cause: error.message }]);
  });

  it('fails with what another source cannot make up for, and begins nothing more', async () => {
    const one = jest.fn().mockRejectedValue(answer(500));
    await expect(oneByOne<string>(1, one)(['a', 'b'])).rejects.toMatchObject({
      status: 500,
    });
    expect(one).toHaveBeenCalledTimes(1);
  });
});

describe('isShort', () => {
  it.each([
    [0, 0, false],
    [0, 1, true],
    [1, 2, false],
    [49, 50, false],
    [48, 50, true],
    [980, 1_000, false],
    [979, 1_000, true],
    [1_001, 1_000, false],
  ])('%i of %i: %p', (received, counted, expected) => {
    expect(isShort(received, counted)).toBe(expected);
  });
});
