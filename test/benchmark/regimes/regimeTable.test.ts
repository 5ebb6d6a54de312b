import { renderFailures, renderOrigins, renderRegimes } from './regimeTable';
import { sampleResult, sampleRun, sampleRuns } from './sampleResult';

const cellsOf = (text: string): string[][] =>
  text
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map((cells) => cells.slice(1, -1));

const rowOf = (result = sampleResult()): Record<string, string> => {
  const [head, , row] = cellsOf(renderRegimes([result]));
  return Object.fromEntries(head.map((title, column) => [title, row[column]]));
};

test('each regime has a row, and each number its column', () => {
  const run = sampleRun({ requests: { http: 90, inner: 1_000, refused: 25 } });
  expect(rowOf(sampleResult({ runs: [run] }))).toEqual({
    Regime: 'plain',
    Tenant: 'm5k',
    Runs: '1',
    Wall: '6.0 s',
    Floor: '3.2 s',
    'Wall / floor': '1.88',
    'First request': '1.0 s',
    'HTTP requests': '90',
    Requests: '1,000',
    Refused: '25',
    'Refused / requests': '2.5 %',
    CPU: '5.0 s',
    Peak: '256 MiB',
    'Floor of what was charged': '0.0 s',
  });
});

test.each([
  [[7_000, 6_000, 9_000], '6.0 s - **7.0 s** - 9.0 s'],
  [[6_000, 7_000], '6.0 s - **6.5 s** - 7.0 s'],
  [[6_000, 6_010], '6.0 s'],
])('runs of %j ms have their spread', (walls, expected) => {
  const { Wall, CPU } = rowOf(sampleResult({ runs: sampleRuns(...walls) }));
  expect([Wall, CPU]).toEqual([expected, '5.0 s']);
});

test('what is not known is left out', () => {
  const run = sampleRun({ process: { wallMs: 6_000, startedAt: 0 } });
  const { Wall, CPU, Peak } = rowOf(sampleResult({ runs: [run] }));
  expect([Wall, CPU, Peak]).toEqual(['6.0 s', '', '']);
});

test('all lines of a table are equally long', () => {
  const results = [
    sampleResult(),
    sampleResult({ regime: 'halfTaken', runs: sampleRuns(6_000, 70_000) }),
  ];
  const lines = renderRegimes(results).split('\n');
  expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
});

test('machine and Node.js are named, once', () => {
  const results = [
    sampleResult(),
    sampleResult({ regime: 'signIn' }),
    sampleResult({ regime: 'advanced', node: 'v24.0.0', machine: undefined }),
  ];
  expect(renderOrigins(results).split('\n')).toEqual([
    'Commit abc1234, Node.js v20.0.0, 2 CPUs (Some processor, 8 GiB, Linux 6.1).',
    'Commit abc1234, Node.js v24.0.0, 2 CPUs (unknown machine).',
  ]);
});

test('each step that failed is named, once', () => {
  const run = sampleRun({ failedSteps: ['users', 'groups'] });
  const text = renderFailures([
    sampleResult(),
    sampleResult({ regime: 'granted2', runs: [run, run] }),
  ]);
  expect(text.split('\n')).toEqual([
    '- 2 % granted: users failed.',
    '- 2 % granted: groups failed.',
  ]);
});
