import * as fc from 'fast-check';
import {
  KnownDetails,
  moreTelling,
  type DetailCells,
  type InstallDetails,
} from './installDetails';

const read = (cells: DetailCells): InstallDetails => {
  const known = new KnownDetails();
  return known.of(known.numberOf(cells));
};

describe('the details of a row', () => {
  it.each<[DetailCells, InstallDetails]>([
    [{}, {}],
    [
      { detail: 0, errorCode: 0 },
      { detail: 0, errorCode: 0 },
    ],
    [
      { detail: '2000', errorCode: '-2016345060', version: '2.5.0' },
      { detail: 2000, errorCode: -2016345060, version: '2.5.0' },
    ],
    [{ detail: '', errorCode: '', version: '' }, {}],
    [{ detail: null, errorCode: null, version: null }, {}],
    // Texts instead of numbers, and numbers that are none.
    [{ detail: 'Not detected', errorCode: '0x87D1041C', version: 5 }, {}],
    [{ detail: 1.5, errorCode: NaN }, {}],
    [{ errorCode: '12345678901' }, {}],
    [{ detail: {}, errorCode: [], version: { toString: 1 } }, {}],
    [{ version: ' 1|2|3 ' }, { version: '1|2|3' }],
  ])('%j is %j', (cells, expected) => {
    expect(read(cells)).toEqual(expected);
  });

  it('are kept once, however many rows say the same', () => {
    const known = new KnownDetails();
    const numbers = [1, '1', 2, 1].map((errorCode) =>
      known.numberOf({ errorCode }),
    );
    expect(numbers).toEqual([0, 0, 1, 0]);
  });

  it('are read back as they were written', () => {
    const cells = fc.record({
      detail: fc.integer(),
      errorCode: fc.integer(),
      version: fc.string({ minLength: 1 }).map((it) => `v${it}v`),
    });
    fc.assert(
      fc.property(cells, (one) => {
        expect(read(one)).toEqual(one);
      }),
    );
  });
});

describe('of two rows of the same state', () => {
  it.each<[InstallDetails, InstallDetails]>([
    [{ errorCode: 5 }, { errorCode: 0 }],
    [{ errorCode: 5 }, {}],
    [{ errorCode: 5 }, { errorCode: 7 }],
    [{ errorCode: 0 }, {}],
    [{ detail: 1 }, { detail: 2 }],
    [{ version: '1' }, {}],
  ])('%j counts, not %j', (taken, other) => {
    expect(moreTelling(taken, other)).toEqual(taken);
    expect(moreTelling(other, taken)).toEqual(taken);
  });
});
