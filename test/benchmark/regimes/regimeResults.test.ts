import { mergeResults, renderPart } from './regimeResults';
import { sampleResult } from './sampleResult';

test('a later result takes the place of an earlier one, and the order is that of the regimes', () => {
  const before = [
    sampleResult({ commit: 'old' }),
    sampleResult({ regime: 'signIn', commit: 'old' }),
  ];
  const later = [
    sampleResult({ regime: 'unavailable1', commit: 'new' }),
    sampleResult({ commit: 'new' }),
  ];
  expect(
    mergeResults(before, later).map(({ commit, regime }) => [regime, commit]),
  ).toEqual([
    ['plain', 'new'],
    ['signIn', 'old'],
    ['unavailable1', 'new'],
  ]);
});

test('a part of the page has the numbers, where they were made, and what the floor is made of', () => {
  const text = renderPart('m5k, Node.js 20', [sampleResult()]);
  expect(text).toMatch(/^## m5k, Node.js 20\n\nCommit abc1234, /);
  for (const expected of ['| 6.0 s', '| met', '#### plain', 'Takes at least']) {
    expect(text).toContain(expected);
  }
});
