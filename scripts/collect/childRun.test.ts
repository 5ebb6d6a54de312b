import { exitCodeOf } from './childRun';

test.each([
  ['SIGINT', 130],
  ['SIGKILL', 137],
  ['SIGTERM', 143],
] as const)('%s ends with %i, as shells tell it', (signal, exitCode) => {
  expect(exitCodeOf(signal)).toBe(exitCode);
});
