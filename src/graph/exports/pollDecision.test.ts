import { pollLimits } from '../basics/limits';
import {
  decidePoll,
  type ExportProgress,
  type JobName,
  type JobProgress,
  type PollDecision,
} from './pollDecision';

const URL = 'https://storage.blob.core.windows.net/a/b.zip?sig=c';
const MINUTE_MS = 60_000;

const posted: JobProgress = {
  status: 'notStarted',
  url: undefined,
  ageMs: 0,
  polls: 0,
  sinceAskedMs: 0,
};

const running = { status: 'inProgress', polls: 1, ageMs: 20_000 };
const failed = { status: 'failed' };
const completed = { status: 'completed', url: URL };
const old = { status: 'inProgress', ageMs: 5 * MINUTE_MS, polls: 9 };

const wait = (delayMs: number, job: JobName = 'first'): PollDecision => ({
  kind: 'wait',
  delayMs,
  job,
});
const download = (job: JobName): PollDecision => ({
  kind: 'download',
  url: URL,
  job,
});
const giveUp = (reason: 'failed' | 'stuck'): PollDecision => ({
  kind: 'giveUp',
  reason,
});

function decide(
  first: Partial<JobProgress>,
  others: Partial<ExportProgress> = {},
): PollDecision {
  return decidePoll({
    first: { ...posted, ...first },
    failedBefore: 0,
    others: { hasOlder: false, readyAges: [] },
    ...others,
  });
}

describe('decidePoll, for one job, after', () => {
  test.each<[string, Partial<JobProgress>, PollDecision]>([
    ['a new job', {}, wait(1_000)],
    ['one that was prepared', { ageMs: 500 }, wait(500)],
    ['one that was prepared early', { ageMs: MINUTE_MS }, wait(0)],
    ['one that was prepared too early', { ageMs: 60 * MINUTE_MS }, wait(0)],
    ['the first poll', { ...running, ageMs: 2_100 }, wait(2_000)],
    ['a minute', { ...running, ageMs: MINUTE_MS }, wait(30_000)],
    ['nearly five minutes', { ...old, ageMs: 299_000 }, wait(45_000)],
    ['an unknown status', { ...running, status: 'paused' }, wait(10_000)],
    ['no status', { ...running, status: undefined }, wait(10_000)],
    ['no file yet', { ...running, status: 'completed', url: '' }, wait(1_000)],
    [
      'a null file',
      { ...running, status: 'completed', url: null },
      wait(1_000),
    ],
    ['a file', completed, download('first')],
    ['a file after a long time', { ...old, ...completed }, download('first')],
    ['a failure', failed, { kind: 'postAgain' }],
    ['five minutes', old, { kind: 'postSecond' }],
    [
      'five minutes without a file',
      { ...old, status: 'completed' },
      { kind: 'postSecond' },
    ],
  ])('%s', (_, progress, decision) => {
    expect(decide(progress)).toEqual(decision);
  });

  test.each<[string, number, PollDecision]>([
    ['a second failure', 1, { kind: 'postAgain' }],
    [
      'the last failure',
      pollLimits.resubmitsAfterFailure,
      { kind: 'giveUp', reason: 'failed' },
    ],
  ])('%s', (_, failedBefore, decision) => {
    expect(decide(failed, { failedBefore })).toEqual(decision);
  });
});

describe('decidePoll, for two jobs, after', () => {
  type Job = Partial<JobProgress>;
  test.each<[string, Job, Job, PollDecision]>([
    ['the second post', old, {}, wait(1_000, 'second')],
    [
      'a poll of the second',
      { ...old, sinceAskedMs: 1_000 },
      { ...running, ageMs: 1_000 },
      wait(2_000, 'first'),
    ],
    [
      'a poll of the first',
      old,
      { ...running, ageMs: 3_000, sinceAskedMs: 2_000 },
      wait(2_000, 'second'),
    ],
    [
      'a minute of the second',
      { ...old, sinceAskedMs: 20_000 },
      { ...running, ageMs: MINUTE_MS },
      wait(30_000, 'first'),
    ],
    ['a file of the first', { ...old, ...completed }, {}, download('first')],
    ['a file of the second', old, completed, download('second')],
    ['files of both', { ...old, ...completed }, completed, download('second')],
    ['a failure of the first', failed, running, wait(10_000, 'second')],
    ['a failure of the second', old, failed, wait(45_000, 'first')],
    ['failures of both', failed, failed, { kind: 'postAgain' }],
    ['ten minutes', { ...old, ageMs: 10 * MINUTE_MS }, old, giveUp('stuck')],
    [
      'ten minutes, and a failure of the first',
      { ...failed, ageMs: 10 * MINUTE_MS },
      old,
      giveUp('stuck'),
    ],
    [
      'ten minutes, and a failure of the second',
      { ...old, ageMs: 10 * MINUTE_MS },
      { ...old, ...failed },
      giveUp('stuck'),
    ],
    [
      'ten minutes, and a file at last',
      { ...old, ...completed, ageMs: 10 * MINUTE_MS },
      old,
      download('first'),
    ],
  ])('%s', (_, first, second, decision) => {
    expect(decide(first, { second: { ...posted, ...second } })).toEqual(
      decision,
    );
  });
});

describe('decidePoll, for a job behind an older one, after', () => {
  const behind = { hasOlder: true, readyAges: [] };
  test.each<[string, Partial<JobProgress>, PollDecision]>([
    ['its post', {}, wait(6_000)],
    ['its post, a moment ago', { ageMs: 2_000 }, wait(4_000)],
    ['its first poll', { ...running, ageMs: 6_000 }, wait(6_000)],
    ['a minute', { ...running, ageMs: MINUTE_MS }, wait(45_000)],
    ['no file yet', { ...running, status: 'completed', url: '' }, wait(1_000)],
    ['five minutes', old, { kind: 'postSecond' }],
  ])('%s', (_, progress, decision) => {
    expect(decide(progress, { others: behind })).toEqual(decision);
  });
});

describe('decidePoll, when another job of the run was ready, after', () => {
  const readyAt = (...readyAges: number[]) => ({ hasOlder: false, readyAges });
  const waiting = { ...readyAt(3_000), hasOlder: true };
  type Others = ExportProgress['others'];
  test.each<[string, Partial<JobProgress>, Others, PollDecision]>([
    ['its post, behind an older job', {}, waiting, wait(3_000)],
    ['the same age, behind an older job', { ageMs: 3_000 }, waiting, wait(0)],
    ['its post', {}, readyAt(3_000), wait(3_000)],
    ['its post, ready at once', {}, readyAt(20), wait(1_000)],
    ['its post, ready after a minute', {}, readyAt(MINUTE_MS), wait(6_000)],
    [
      'a poll at that age',
      { ...running, ageMs: 3_100, sinceAskedMs: 100 },
      readyAt(3_000),
      wait(1_900),
    ],
    [
      'a poll before that age',
      { ...running, ageMs: 6_500, sinceAskedMs: 500 },
      { hasOlder: true, readyAges: [8_000] },
      wait(1_500),
    ],
  ])('%s', (_, progress, others, decision) => {
    expect(decide(progress, { others })).toEqual(decision);
  });
});
