import { floorsOf } from './floors';
import { get, login, repeated } from './sampleLog';
import { sampleMeasurement } from './sampleMeasurement';
import type { SourceChoice } from './sources/cheapestChoice';

const { throttling } = sampleMeasurement();

const choiceOf = (
  name: SourceChoice['quotas'][number]['name'],
  waitingMs = 0,
): SourceChoice => ({
  sources: [],
  quotas: [{ name, requests: 2, waitingMs }],
  waitingMs,
});

const report = (pages: number, directoryMs = 0) => ({
  requests: [login(), ...repeated(pages, get('/users'))].map((request) => ({
    ...request,
    authorization: true,
  })),
  throttling: {
    ...throttling,
    // What the run was charged for Intune is its own choice.
    quotaFloorsMs: { directory: directoryMs, reports: 99_000 },
  },
});

const EXPORTS = { exportDurationMs: 3_000, regime: 'plain' } as const;

test('an export is four requests, one after the other, and its making', () => {
  expect(floorsOf(EXPORTS, choiceOf('exportJobs'), report(1), 7)).toEqual({
    quotaMs: 0,
    pageChainMs: 200,
    exportMs: 3_200,
    storeMs: 7,
  });
});

test('without exports the longest list is the longest chain', () => {
  expect(
    floorsOf(EXPORTS, choiceOf('reports', 5_000), report(9), 7),
  ).toMatchObject({ quotaMs: 5_000, pageChainMs: 500, exportMs: 0 });
});

test('the directory has no choice: what it was charged counts', () => {
  expect(
    floorsOf(EXPORTS, choiceOf('reports', 5_000), report(1, 8_000), 7).quotaMs,
  ).toBe(8_000);
});

test('each answer takes as long as the latency of the regime', () => {
  const slow = { ...EXPORTS, regime: 'latency300' } as const;
  expect(floorsOf(slow, choiceOf('exportJobs'), report(9), 7)).toMatchObject({
    pageChainMs: 3_000,
    exportMs: 4_200,
  });
});
