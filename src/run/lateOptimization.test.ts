import { execFileSync } from 'node:child_process';
import v8 from 'node:v8';
import { optimizeLater } from './lateOptimization';

test.each([
  ['11.3.244.8-node.38', [['--interrupt-budget=270336']]],
  ['12.4.254.21-node.33', []],
  ['13.6.233.17-node.37', []],
])('V8 %s is told %j', (version, told) => {
  const set = jest.spyOn(v8, 'setFlagsFromString').mockReturnValue();
  optimizeLater(version);
  expect(set.mock.calls).toEqual(told);
});

test('the V8 that runs this knows the flag if it is told it', () => {
  const set = jest.spyOn(v8, 'setFlagsFromString').mockReturnValue();
  optimizeLater();
  const told = set.mock.calls.flat();
  // Node.js refuses to start with a flag that its V8 does not know.
  const run = () => execFileSync(process.execPath, [...told, '--eval', '']);
  expect(run).not.toThrow();
});
