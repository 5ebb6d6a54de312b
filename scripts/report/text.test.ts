import * as fc from 'fast-check';
import {
  date,
  dateTime,
  daysBetween,
  number,
  oneLine,
  percent,
  plural,
  shortNumber,
} from './text';

describe('oneLine', () => {
  it.each([
    ['a plain name', 'Ann’s iPhone', 'Ann’s iPhone'],
    ['lines', ' a\r\n\tb ', 'a b'],
    ['control characters', 'a\u0000b\u001bc', 'a b c'],
    ['marks that turn the direction', '\u202egnp.exe', 'gnp.exe'],
    ['half a character', 'a\ud83d', 'a'],
    ['joined characters', '👩‍💻', '👩‍💻'],
  ])('writes %s', (_, name, expected) => {
    expect(oneLine(name)).toBe(expected);
  });

  it('cuts after whole characters', () => {
    expect(oneLine('🚀🚀🚀', 2)).toBe('🚀…');
    expect(oneLine('🚀🚀🚀', 3)).toBe('🚀🚀🚀');
  });

  it('gives one printable line of the length that was asked for', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 1, max: 40 }),
        (name, limit) => {
          const line = oneLine(name, limit);
          expect([...line].length).toBeLessThanOrEqual(limit);
          expect(line).not.toMatch(/\p{Cc}|\p{Cs}/u);
          expect(line).toBe(line.trim());
        },
      ),
    );
  });
});

describe('percent', () => {
  it.each([
    [0, 0, '–'],
    [0, 10, '0 %'],
    [1, 1000, '< 1 %'],
    [1, 3, '33 %'],
    [999, 1000, '> 99 %'],
    [10, 10, '100 %'],
  ])('%d of %d is %s', (part, whole, expected) => {
    expect(percent(part, whole)).toBe(expected);
  });
});

describe('numbers and times', () => {
  it.each([
    [number(0), '0'],
    [number(1_234_567), '1,234,567'],
    [shortNumber(9_999), '9,999'],
    [shortNumber(50_000), '50K'],
    [shortNumber(1_234_567), '1.2M'],
    [plural(1, 'policy', 'policies'), '1 policy'],
    [plural(1_200, 'policy', 'policies'), '1,200 policies'],
    [plural(0, 'device'), '0 devices'],
    [date(Date.UTC(2025, 5, 30, 23, 59)), '2025-06-30'],
    [dateTime(Date.UTC(2025, 5, 30, 23, 59, 58)), '2025-06-30 23:59 UTC'],
  ])('%s', (actual, expected) => {
    expect(actual).toBe(expected);
  });

  it.each([
    ['the same time', 0, 0],
    ['not quite a day', 24 * 3_600_000 - 1, 0],
    ['a day', 24 * 3_600_000, 1],
    ['a clock that is ahead', -5_000, 0],
  ])('counts whole days: %s', (_, later, days) => {
    expect(daysBetween(0, later)).toBe(days);
  });
});
