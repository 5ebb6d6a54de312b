import fc from 'fast-check';
import { oneByOne } from './oneByOne';
import {
  GraphAbortError,
  GraphProtocolError,
  GraphResponseError,
  GraphTransportError,
  IncompleteReportError,
  LoginError,
} from '../../graph/errors/errors';
import {
  ExportUnavailableError,
  type ExportUnavailableReason,
} from '../../graph/exports/exportRequest';
import {
  completeFrom,
  failedItem,
  allowsAnotherSource,
  type Source,
  type Unfinished,
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
      { item: 'b', causes: ['not b', 'not b'], outcome: 'incomplete' },
    ]);
  });

  describe('knows what became of an item', () => {
    type Why = Unfinished<string>['why'];
    const saying = (why: Why): Source<string> => ({
      read: (items) =>
        Promise.resolve(items.map((item) => ({ item, cause: 'x', why }))),
    });
    const outcomes = async (whys: readonly Why[]) =>
      (await completeFrom(['a'], whys.map(saying))).map(
        ({ outcome }) => outcome,
      );

    it.each<[readonly Why[], string]>([
      [['nothing'], 'unknown'],
      [['nothing', 'nothing'], 'unknown'],
      [['nothing', 'refused'], 'incomplete'],
      [['empty'], 'unchecked'],
      [['refused', 'empty', 'refused'], 'unchecked'],
      [['refused'], 'incomplete'],
      [['refused', 'refused'], 'incomplete'],
      [['gone'], 'gone'],
      [['gone', 'refused', 'nothing'], 'gone'],
      [['counted'], 'incomplete'],
      [['counted', 'nothing', 'refused'], 'incomplete'],
      [['counted', 'empty'], 'incomplete'],
      [['gone', 'counted', 'refused'], 'gone'],
      [['counted', 'nothing', 'gone'], 'vanished'],
      [['gone', 'counted', 'counted'], 'vanished'],
      [['gone', 'counted', undefined], 'incomplete'],
      [[undefined], 'incomplete'],
      [['empty', undefined], 'incomplete'],
      [['nothing', undefined], 'incomplete'],
      [['gone', undefined, 'refused'], 'incomplete'],
    ])('of which sources say %j: %s', async (whys, outcome) => {
      expect(await outcomes(whys)).toEqual([outcome]);
    });

    it.each<[readonly Why[]]>([
      [['empty', 'nothing']],
      [['nothing', 'empty']],
      [['nothing', 'refused', 'empty']],
      [['empty', 'refused', 'nothing']],
      [['empty', 'empty']],
    ])(
      'that its own list and another source have nothing of: %j',
      async (whys) => {
        expect(await outcomes(whys)).toEqual([]);
      },
    );
  });

  describe('takes the word of two sources against a count', () => {
    /** What each source has, of 100 devices: a range of positions; undefined: it failed otherwise. */
    type Given = readonly [from: number, to: number] | undefined;
    const giving = (given: Given): Source<string> => ({
      read: (items) =>
        Promise.resolve(
          items.map((item) => ({
            item,
            cause: `has ${String(given)}`,
            given:
              given &&
              Uint8Array.from({ length: 100 }, (_, position) =>
                given[0] <= position && position < given[1] ? 5 : 0,
              ),
          })),
        ),
    });

    it.each<[string, Given[], boolean]>([
      [
        'the same',
        [
          [0, 50],
          [0, 50],
        ],
        true,
      ],
      [
        'nearly the same',
        [
          [0, 50],
          [1, 51],
        ],
        true,
      ],
      [
        'as many others',
        [
          [0, 50],
          [50, 100],
        ],
        false,
      ],
      [
        'less the second time',
        [
          [0, 50],
          [0, 40],
        ],
        false,
      ],
      [
        'more the second time',
        [
          [0, 40],
          [0, 50],
        ],
        false,
      ],
      [
        'the same after a third one failed',
        [[0, 50], undefined, [0, 50]],
        true,
      ],
      [
        'the same, and a third one had more',
        [
          [0, 60],
          [0, 50],
          [0, 50],
        ],
        false,
      ],
      [
        'the same, and a third one had less',
        [
          [0, 40],
          [0, 50],
          [0, 50],
        ],
        true,
      ],
      [
        'nothing',
        [
          [0, 0],
          [0, 0],
        ],
        false,
      ],
      ['something alone', [[0, 50]], false],
    ])('who have %s', async (_, givens, isAgreed) => {
      const after = jest.fn().mockResolvedValue([]);
      const missed = await completeFrom(
        ['a'],
        [...givens.map(giving), { read: after }],
      );
      expect(missed).toEqual(
        isAgreed
          ? [
              {
                item: 'a',
                causes: givens.map((given) => `has ${String(given)}`),
                outcome: 'agreed',
              },
            ]
          : [],
      );
      expect(after).toHaveBeenCalledTimes(isAgreed ? 0 : 1);
    });
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

  it('hands on what a source completed, once, before the next one is asked', async () => {
    const items = ['a', 'b', 'c', 'd'];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.subarray(items), { minLength: 1, maxLength: 4 }),
        async (lefts) => {
          const taken: string[] = [];
          const sources = lefts.map((left): Source<string> => ({
            read: (asked) => {
              expect(asked).toEqual(items.filter((it) => !taken.includes(it)));
              return leaving(...left).read(asked);
            },
          }));
          const missed = await completeFrom(items, sources, (completed) => {
            taken.push(...completed);
            return Promise.resolve();
          });
          expect([...taken, ...missed.map(({ item }) => item)].sort()).toEqual(
            items,
          );
        },
      ),
    );
  });

  it('hands on nothing that two sources agree on against a count: it is missed', async () => {
    const given = Uint8Array.of(1);
    const counted: Source<string> = {
      read: () => Promise.resolve([{ item: 'a', cause: 'fewer', given }]),
    };
    const take = jest.fn().mockResolvedValue(undefined);
    const missed = await completeFrom(['a', 'b'], [counted, counted], take);
    expect(missed).toMatchObject([{ item: 'a', outcome: 'agreed' }]);
    expect(take.mock.calls.flat(2)).toEqual(['b']);
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
    ['405', answer(405), true],
    ['500 that does not end', answer(500), true],
    [
      'an answer that stays unreadable',
      new GraphTransportError('x', 'malformed', 'y'),
      true,
    ],
    ['a report that is short', new IncompleteReportError('x', 1, 2), true],
    ['429 that does not end', answer(429), false],
    ['503 that does not end', answer(503), false],
    ['504 that does not end', answer(504), false],
    [
      'a broken connection',
      new GraphTransportError('x', 'network', 'y'),
      false,
    ],
    ['a timeout', new GraphTransportError('x', 'timeout', 'y'), false],
    ['a step that has ended', new GraphAbortError('x'), false],
    ['a login that failed', new LoginError('x', '7000215'), false],
    ['a bug', new TypeError('y'), false],
  ])('%s: %#', (_, error, expected) => {
    expect(allowsAnotherSource(error)).toBe(expected);
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
    ['500', answer(500)],
    ['an unreadable answer', new GraphTransportError('x', 'malformed', 'y')],
  ])('goes on after %s, which may be about the one item', async (_, error) => {
    const one = jest.fn().mockRejectedValueOnce(error);
    const unfinished = await oneByOne<string>(1, one)(['a', 'b']);
    expect(unfinished).toEqual([failedItem('a', error)]);
  });

  it.each([
    [404, 'gone'],
    [500, 'refused'],
    [403, 'refused'],
  ])('tells what %d says of the item: %s', (status, why) => {
    const failure = answer(status);
    expect(failedItem('a', failure)).toEqual({
      item: 'a',
      cause: failure.message,
      why,
    });
  });

  it('says of a report that is short that there is more', () => {
    const { why } = failedItem('a', new IncompleteReportError('x', 1, 2));
    expect(why).toBeUndefined();
  });

  const names = (count: number) =>
    Array.from({ length: count }, (_, index) => `i${index}`);

  it('gives up after 20 that were refused while none was taken', async () => {
    const one = jest.fn().mockRejectedValue(answer(500));
    const unfinished = await oneByOne<string>(1, one)(names(30));
    expect(one).toHaveBeenCalledTimes(20);
    expect(unfinished.map(({ item }) => item)).toEqual(names(30));
    expect(unfinished.every(({ why }) => why === 'refused')).toBe(true);
  });

  it.each([
    ['first', 'i0'],
    ['20th', 'i19'],
  ])('asks for all of them where the %s is taken', async (_, taken) => {
    const one = jest.fn((item: string) =>
      item === taken ? Promise.resolve(undefined) : Promise.reject(answer(500)),
    );
    const unfinished = await oneByOne<string>(1, one)(names(30));
    expect(one).toHaveBeenCalledTimes(30);
    expect(unfinished).toHaveLength(29);
  });

  it('fails with what another source cannot make up for, and begins nothing more', async () => {
    const one = jest.fn().mockRejectedValue(answer(503));
    await expect(oneByOne<string>(1, one)(['a', 'b'])).rejects.toMatchObject({
      status: 503,
    });
    expect(one).toHaveBeenCalledTimes(1);
  });
});
