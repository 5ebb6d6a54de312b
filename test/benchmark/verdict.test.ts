import type { Measurement } from './measurement';
import { sampleMeasurement } from './sampleMeasurement';
import { isMet, judge } from './verdict';

const sample = sampleMeasurement();
const { collect, requests, throttling } = sample;
const MEBIBYTE = 1_024 * 1_024;

const missed = (...measurements: Measurement[]) =>
  judge(measurements)
    .filter((bound) => !isMet(bound))
    .map(({ scenario, name }) => `${scenario}: ${name}`);

test('a run within its bounds misses none of seven', () => {
  expect(judge([sample])).toHaveLength(7);
  expect(missed(sample)).toEqual([]);
});

test.each<[string, Partial<Measurement>]>([
  ['wall / floor', { collect: { ...collect, wallMs: 11_701 } }],
  ['CPU / SDK', { collect: { ...collect, cpuMs: 9_001 } }],
  [
    'peak RSS above the SDK, MiB',
    { collect: { ...collect, peakRssBytes: 501 * MEBIBYTE } },
  ],
  ['early retries', { throttling: { ...throttling, earlyRetries: 1 } }],
  ['429 / requests', { requests: { ...requests, throttled: 11 } }],
  [
    'batched and exported / one at a time',
    { requests: { ...requests, bundled: 134 } },
  ],
])('%s: a worse number misses it', (name, changes) => {
  expect(missed(sampleMeasurement(changes))).toEqual([`medium: ${name}`]);
});

test('a bound is met at its very limit', () => {
  const atLimit = sampleMeasurement({
    collect: { ...collect, wallMs: 11_700, cpuMs: 9_000 },
    requests: { ...requests, throttled: 10 },
  });
  expect(missed(atLimit)).toEqual([]);
});

test('a small tenant is judged by neither CPU nor share of batches', () => {
  const slow = sampleMeasurement({
    scenario: 'small',
    collect: { ...collect, wallMs: 13_000, cpuMs: 99_000 },
    requests: { ...requests, bundled: 2_000 },
  });
  expect(missed(slow)).toEqual([]);
});

const waiting = (quotaMs: number, wallMs: number) =>
  sampleMeasurement({
    scenario: 'm5kReadOnly',
    floors: { quotaMs, pageChainMs: 0, exportMs: 0, storeMs: 9_000 },
    collect: { ...collect, wallMs },
  });

test.each([
  [29_000, 33_000, []],
  [29_000, 33_001, ['m5kReadOnly: wall above the floor, s']],
  [30_000, 39_000, []],
  [30_000, 39_001, ['m5kReadOnly: wall / floor']],
])(
  'with %d ms of quota, a wall of %d ms misses %j',
  (quotaMs, wallMs, expected) => {
    expect(missed(waiting(quotaMs, wallMs))).toEqual(expected);
  },
);

test('a large tenant that waits for quotas has no bound in seconds', () => {
  const large = sampleMeasurement({
    scenario: 'large',
    floors: { quotaMs: 37_000, pageChainMs: 0, storeMs: 0 },
    collect: { ...collect, wallMs: 45_000 },
  });
  expect(judge([large]).map(({ name }) => name)).not.toContain(
    'wall above the floor, s',
  );
  expect(missed(large)).toEqual([]);
});

test('large must not take longer for an object than medium', () => {
  const large = (wallMs: number) =>
    sampleMeasurement({
      scenario: 'large',
      objects: { entities: 200_000, relationships: 800_000 },
      floors: { quotaMs: 200_000, pageChainMs: 0, storeMs: 0 },
      collect: { ...collect, wallMs },
    });
  expect(missed(sample, large(120_000))).toEqual([]);
  expect(missed(sample, large(120_100))).toEqual([
    'large: time per object / medium',
  ]);
});
