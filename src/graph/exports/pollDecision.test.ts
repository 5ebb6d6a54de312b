import {
  decidePoll,
  pollLimits,
  type JobProgress,
  type PollDecision,
} from './pollDecision';

const URL = 'https://storage.blob.core.windows.net/a/b.zip?sig=c';

const posted: JobProgress = {
  status: 'notStarted',
  url: undefined,
  ageMs: 0,
  polls: 0,
  failedBefore: 0,
  stuckBefore: 0,
};

const wait = (delayMs: number): PollDecision => ({ kind: 'wait', delayMs });
const old = { ageMs: pollLimits.longestAgeMs, polls: 9 };

describe('decidePoll', () => {
  test.each<[string, Partial<JobProgress>, PollDecision]>([
    ['a new job', {}, wait(3_000)],
    ['one that was prepared', { ageMs: 1_000 }, wait(2_000)],
    ['one that was prepared early', { ageMs: 60_000 }, wait(0)],
    ['one that was prepared too early', { ageMs: old.ageMs }, wait(0)],
    ['the first poll', { polls: 1, status: 'inProgress' }, wait(6_000)],
    ['the second poll', { polls: 2, status: 'inProgress' }, wait(12_000)],
    ['a later poll', { polls: 30, status: 'inProgress' }, wait(45_000)],
    ['an unknown status', { polls: 1, status: 'paused' }, wait(6_000)],
    ['no status', { polls: 1, status: undefined }, wait(6_000)],
    ['no file yet', { polls: 1, status: 'completed', url: '' }, wait(6_000)],
    ['a null file', { polls: 1, status: 'completed', url: null }, wait(6_000)],
    [
      'a file',
      { status: 'completed', url: URL },
      { kind: 'download', url: URL },
    ],
    [
      'a file after a long time',
      { ...old, status: 'completed', url: URL },
      { kind: 'download', url: URL },
    ],
    ['a failure', { status: 'failed' }, { kind: 'resubmit', reason: 'failed' }],
    [
      'a second failure',
      { status: 'failed', failedBefore: 1 },
      { kind: 'resubmit', reason: 'failed' },
    ],
    [
      'a third failure',
      { status: 'failed', failedBefore: 2 },
      { kind: 'giveUp', reason: 'failed' },
    ],
    [
      'no end',
      { ...old, status: 'inProgress' },
      { kind: 'resubmit', reason: 'stuck' },
    ],
    [
      'an end without a file',
      { ...old, status: 'completed' },
      { kind: 'resubmit', reason: 'stuck' },
    ],
    [
      'no end again',
      { ...old, status: 'inProgress', stuckBefore: 1 },
      { kind: 'giveUp', reason: 'stuck' },
    ],
  ])('after %s', (_, progress, decision) => {
    expect(decidePoll({ ...posted, ...progress })).toEqual(decision);
  });
});
