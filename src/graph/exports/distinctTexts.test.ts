import fc from 'fast-check';
import { DistinctTexts } from './distinctTexts';

test('every text stays what it is', () => {
  const texts = new DistinctTexts();
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(texts.of(text)).toBe(text);
      expect(texts.of(text)).toBe(text);
    }),
  );
});

test.each([
  ['few different ones', 100],
  ['more than are remembered', 30_000],
  ['ones that never come again', 50_000],
])('also of %s', (_, different) => {
  const texts = new DistinctTexts();
  for (let number = 0; number < 50_000; number += 1) {
    const text = `text ${number % different}`;
    expect(texts.of(text) === text).toBe(true);
  }
});
