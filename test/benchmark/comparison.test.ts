import fc from 'fast-check';
import {
  failuresOf,
  renderComparison,
  spreadOf,
  type ComparedRun,
} from './comparison';

const runOf = (changes: Partial<ComparedRun> = {}): ComparedRun => ({
  wallMs: 1_000,
  cpuMs: 1_000,
  http: 10,
  inner: 100,
  objects: 1_000,
  failedSteps: [],
  ...changes,
});

test.each([
  [[2], { median: 2, min: 2, max: 2 }],
  [[3, 1], { median: 2, min: 1, max: 3 }],
  [[9, 1, 2], { median: 2, min: 1, max: 9 }],
])('the spread of %j is %j', (values, expected) => {
  expect(spreadOf(values)).toEqual(expected);
});

test('the median lies between the ends, whatever the order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), (values) => {
      const { median, min, max } = spreadOf(values);
      expect(min).toBeLessThanOrEqual(median);
      expect(median).toBeLessThanOrEqual(max);
      expect(spreadOf([...values].reverse())).toEqual({ median, min, max });
    }),
  );
});

test('ratios are those of the pairs, not of the medians', () => {
  const pairs = [
    { ours: runOf({ wallMs: 2_000 }), theirs: runOf({ wallMs: 1_000 }) },
    { ours: runOf({ wallMs: 3_000 }), theirs: runOf({ wallMs: 2_000 }) },
    { ours: runOf({ wallMs: 9_000 }), theirs: runOf({ wallMs: 9_000 }) },
  ];
  const line = renderComparison(pairs)
    .split('\n')
    .find((each) => each.startsWith('| Wall'));
  expect(line?.split('|').map((cell) => cell.trim())).toEqual([
    '',
    'Wall time',
    '3.0 s',
    '2.0 s',
    '1.50',
    '1.00',
    '2.00',
    '',
  ]);
});

test('each step that failed is told once for each side', () => {
  const failed = runOf({ failedSteps: ['users'] });
  expect(
    failuresOf([
      { ours: failed, theirs: runOf() },
      { ours: failed, theirs: failed },
    ]),
  ).toEqual([
    'users failed in this checkout.',
    'users failed in the other one.',
  ]);
});
