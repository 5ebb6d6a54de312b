import * as fc from 'fast-check';
import { ExportUnavailableError } from '../graph/exports/exportRequest';
import { evenly, refuseShortExport } from './exportSample';

const check = (...sample: readonly (readonly [number, number])[]) =>
  refuseShortExport(
    'Report',
    sample.map(([exported, counted]) => ({ exported, counted })),
  );

describe('an export, against a sample', () => {
  it.each([
    ['all of it', [[5, 5]]],
    ['more', [[9, 5]]],
    ['two rows less', [[0, 2]]],
    ['a fifth less', [[80, 100]]],
    ['nothing of nothing', [[0, 0]]],
    ['no sample', []],
  ] as const)('stands with %s', (_, sample) => {
    expect(() => check(...sample)).not.toThrow();
  });

  it.each([
    ['nothing of three', [[0, 3]]],
    ['more than a fifth less', [[79, 100]]],
    [
      'more of one and less of another',
      [
        [50, 10],
        [0, 10],
      ],
    ],
  ] as const)('is refused with %s', (_, sample) => {
    expect(() => check(...sample)).toThrow(ExportUnavailableError);
  });
});

describe('evenly', () => {
  it('takes so many, from all over the list', () => {
    expect(evenly([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 5)).toEqual([0, 2, 4, 6, 8]);
    expect(evenly([0, 1], 5)).toEqual([0, 1]);
    expect(evenly([], 5)).toEqual([]);
  });

  it('takes different items, in their order, whatever the list', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 30 }), (all, size) => {
        const items = Array.from({ length: all }, (_, index) => index);
        const taken = evenly(items, size);
        expect(taken).toHaveLength(Math.min(all, size));
        expect(new Set(taken).size).toBe(taken.length);
        expect([...taken].sort((a, b) => a - b)).toEqual(taken);
      }),
    );
  });
});
