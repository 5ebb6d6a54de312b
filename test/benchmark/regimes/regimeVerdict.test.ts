import { isMet } from '../verdict';
import type { RegimeResult } from './regimeResult';
import { judgeRegimes } from './regimeVerdict';
import { sampleResult, sampleRun, sampleRuns } from './sampleResult';

const boundsOf = (changes: Partial<RegimeResult> = {}) =>
  judgeRegimes([sampleResult(changes)]);
const boundOf = (name: string, changes: Partial<RegimeResult> = {}) =>
  boundsOf(changes).find((bound) => bound.name === name);
const missed = (changes: Partial<RegimeResult>): string[] =>
  boundsOf(changes)
    .filter((bound) => !isMet(bound))
    .map(({ name }) => name);

const { floors } = sampleRun();
const longFloors = { ...floors, quotaMs: 30_000 };

test('a good result misses none, and each bound names its tenant and regime', () => {
  expect(missed({})).toEqual([]);
  expect(boundsOf().map(({ scenario }) => scenario)).toContain('m5k: plain');
});

test('the median of the runs counts', () => {
  expect(missed({ runs: sampleRuns(6_000, 6_500, 60_000) })).toEqual([]);
  expect(missed({ runs: sampleRuns(6_000, 6_700, 60_000) })).toEqual([
    'wall, s',
  ]);
});

test('where quotas take less than 30 seconds, the wall is four seconds above the floor at most', () => {
  expect(boundOf('wall above the floor, s')).toMatchObject({
    value: 2.8,
    most: 4,
  });
  expect(boundOf('wall / floor')).toBeUndefined();
});

test('where they take longer, it is 1.3 floors at most', () => {
  const [run] = sampleRuns(36_000);
  const runs = [{ ...run, floors: longFloors }];
  expect(boundOf('wall / floor', { runs })).toMatchObject({
    value: 1.2,
    most: 1.3,
  });
  expect(boundOf('wall above the floor, s', { runs })).toBeUndefined();
});

test.each<[Partial<RegimeResult>, number | undefined]>([
  [{ size: 'm5k' }, 6.6],
  [{ size: 'xl' }, 55],
  [{ size: 'medium' }, undefined],
  [{ regime: 'granted2', size: 'scarce' }, 240],
  [{ regime: 'granted20', size: 'm5k' }, undefined],
  // 15 pages are three windows, 5 pages one, 16 pages four.
  [{ regime: 'signIn', signInPages: 15 }, 28],
  [{ regime: 'signIn', signInPages: 5 }, 8],
  [{ regime: 'signIn', signInPages: 16 }, 38],
])('the wall of %j is bounded by %p seconds', (changes, most) => {
  expect(boundOf('wall, s', changes)?.most).toBe(most);
});

test('the peak of the largest tenant is 1,000 MB at most', () => {
  const process = { ...sampleRun().process, peakRssBytes: 1.1e9 };
  const runs = [sampleRun({ process })];
  expect(missed({ size: 'xl', runs })).toEqual(['peak, MB']);
  expect(missed({ size: 'm5k', runs })).toEqual([]);
});

test('a peak that is not known is not met', () => {
  const runs = [sampleRun({ process: { wallMs: 6_000, startedAt: 0 } })];
  expect(missed({ size: 'xl', runs })).toEqual(['peak, MB']);
});

test('the first request comes within 1.5 seconds', () => {
  expect(missed({ runs: [sampleRun({ firstRequestMs: 1_600 })] })).toEqual([
    'first request, s',
  ]);
});

test('one early retry in one run is too many', () => {
  const runs = [sampleRun(), sampleRun(), sampleRun({ earlyRetries: 1 })];
  expect(missed({ runs })).toEqual(['early retries']);
});

test('a run with a step that failed is no measure', () => {
  const failedSteps = ['users'];
  expect(missed({ runs: [sampleRun(), sampleRun({ failedSteps })] })).toEqual([
    'failed steps',
  ]);
});

test.each([
  [1_000, 100, []],
  [1_000, 101, ['refused / requests']],
  [49, 20, []],
])('of %d requests %d may be refused: %j', (inner, refused, expected) => {
  const runs = [sampleRun({ requests: { http: 40, inner, refused } })];
  expect(missed({ runs })).toEqual(expected);
});
