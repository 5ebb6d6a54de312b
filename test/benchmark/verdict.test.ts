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

test('a run within its bounds misses none of six', () => {
  expect(judge([sample])).toHaveLength(6);
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

test('a small tenant is judged by neither time nor share of batches', () => {
  const slow = sampleMeasurement({
    scenario: 'small',
    collect: { ...collect, wallMs: 99_000, cpuMs: 99_000 },
    requests: { ...requests, bundled: 2_000 },
  });
  expect(missed(slow)).toEqual([]);
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
