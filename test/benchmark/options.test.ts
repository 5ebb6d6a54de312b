import { readOptions } from './options';
import { scenarioNames } from './scenarios';

test('without arguments every scenario is run', () => {
  expect(readOptions([])).toEqual({ names: [...scenarioNames], pairs: 3 });
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
  ['--scenario huge', '--scenario must be one of small, '],
  ['--pairs 0', '--pairs must be a whole number'],
  ['--pairs some', '--pairs must be a whole number'],
  ['--against /other --profile /profiles', 'exclude each other'],
  ['--unknown', "Unknown option '--unknown'"],
])('%s is refused', (parameters, expected) => {
  expect(() => readOptions(parameters.split(' '))).toThrow(expected);
});
