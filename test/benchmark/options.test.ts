import { readOptions } from './options';
import { regimeNames } from './regimes/regimes';
import { scenarioNames } from './scenarios';

test('without arguments every scenario is run, and every regime with one tenant', () => {
  expect(readOptions([])).toEqual({
    names: scenarioNames,
    pairs: 3,
    regimes: { names: regimeNames, scenarios: ['m5k'], runs: 3 },
  });
});

test('scenarios, another checkout and the number of pairs can be named', () => {
  const parameters =
    '--scenario medium --scenario m5k --against /other --pairs 5';
  expect(readOptions(parameters.split(' '))).toEqual({
    names: ['medium', 'm5k'],
    against: '/other',
    pairs: 5,
  });
});

test.each([
  ['--scenario medium', ['medium']],
  ['--profile /profiles', scenarioNames],
])('%s is about scenarios only', (parameters, expected) => {
  const { names, regimes } = readOptions(parameters.split(' '));
  expect([names, regimes]).toEqual([expected, undefined]);
});

test.each([
  ['--regimes', { names: regimeNames, scenarios: ['m5k'], runs: 3 }],
  [
    '--regimes --scenario small --runs 5',
    { names: regimeNames, scenarios: ['small'], runs: 5 },
  ],
  [
    '--regime plain --regime signIn --scenario xl',
    { names: ['plain', 'signIn'], scenarios: ['xl'], runs: 3 },
  ],
  [
    '--regime plain --checkout /other',
    { names: ['plain'], scenarios: ['m5k'], runs: 3, checkout: '/other' },
  ],
])('%s is about regimes only', (parameters, expected) => {
  const { names, regimes } = readOptions(parameters.split(' '));
  expect([names, regimes]).toEqual([[], expected]);
});

test.each([
  ['--scenario huge', '--scenario must be one of small, '],
  ['--regime huge', '--regime must be one of plain, '],
  ['--pairs 0', '--pairs must be a whole number'],
  ['--pairs some', '--pairs must be a whole number'],
  ['--regimes --runs 0', '--runs must be a whole number'],
  ['--against /other --profile /profiles', 'exclude each other'],
  ['--regimes --against /other', '--regimes allows neither'],
  ['--regime plain --profile /profiles', '--regimes allows neither'],
  ['--checkout /other', '--checkout needs --regimes'],
  ['--unknown', "Unknown option '--unknown'"],
])('%s is refused', (parameters, expected) => {
  expect(() => readOptions(parameters.split(' '))).toThrow(expected);
});
