import * as fc from 'fast-check';
import { anyValue } from '#test/support/anyPayload';
import { byteCount, readableSize } from './sizes';

const KB = 1024;
const MB = 1024 ** 2;
const GB = 1024 ** 3;

describe('byteCount', () => {
  it.each([1, 255_469_813_760, Number.MAX_SAFE_INTEGER])(
    '%d is a size',
    (bytes) => {
      expect(byteCount(bytes)).toBe(bytes);
    },
  );

  it.each([0, -0, -1, NaN, Infinity, -Infinity, null, undefined, '17', true])(
    '%p means that there is none',
    (value) => {
      expect(byteCount(value)).toBeUndefined();
    },
  );
});

describe('readableSize', () => {
  it.each([
    [1, '1 bytes'],
    [1023, '1023 bytes'],
    [KB, '1.0 KB'],
    [1536, '1.5 KB'],
    [MB, '1.0 MB'],
    [GB, '1.0 GB'],
    [16 * GB, '16.0 GB'],
    [255_469_813_760, '237.9 GB'],
    [1024 * GB, '1.0 TB'],
    [3.5 * 1024 * GB, '3.5 TB'],
    [1024 ** 5, '1.0 PB'],
    [5000 * 1024 ** 5, '5000.0 PB'],
    // What would be rounded to 1024 of a unit is one of the next.
    [GB - 1, '1.0 GB'],
    [MB - 1, '1.0 MB'],
  ])('%d bytes are %s', (bytes, expected) => {
    expect(readableSize(bytes)).toBe(expected);
  });

  it('says nothing of no size', () => {
    expect(readableSize(undefined)).toBeUndefined();
  });

  it('has at most four digits before the point, and is as much as was given', () => {
    const powers = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB'];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1024 ** 5 }), (bytes) => {
        const [amount, unit] = (readableSize(bytes) ?? '').split(' ');
        expect(Number(amount)).toBeLessThan(1024);
        expect(Number(amount)).toBeGreaterThanOrEqual(1);
        const shown = Number(amount) * 1024 ** powers.indexOf(unit);
        // Half of the last digit.
        expect(Math.abs(shown - bytes) / bytes).toBeLessThanOrEqual(0.051);
      }),
    );
  });

  it('is a text or nothing, whatever comes', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(readableSize(byteCount(value)) ?? '1 bytes').toMatch(
          /^[\d.e+-]+ (?:bytes|[KMGTP]B)$/,
        );
      }),
    );
  });
});
