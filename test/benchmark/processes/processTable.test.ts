import { childrenCpuMs, peakRssBytes } from './processTable';

test('the CPU time of children is user and system time, in hundredths of a second', () => {
  const before = '4711 (a (b) c) S 1 2 3 4 -1 4194304 10 20 0 0 70 80';
  expect(childrenCpuMs(`${before} 120 34 20 0 11 0 1 2 3`)).toBe(1_540);
});

test('the peak of memory is the high-water mark', () => {
  const status =
    'Name:\tnode\nVmPeak:\t  999 kB\nVmHWM:\t   2048 kB\nVmRSS:\t1 kB\n';
  expect(peakRssBytes(status)).toBe(2_048 * 1_024);
});

test('a process that has ended has none', () => {
  expect(peakRssBytes('Name:\tnode\nState:\tZ (zombie)\n')).toBeUndefined();
});
