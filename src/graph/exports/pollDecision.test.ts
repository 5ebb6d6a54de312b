import {
  decidePoll,
  type JobProgress,
  type PollDecision,
} from './pollDecision';
import { pollLimits } from '../limits';

const URL = 'https://storage.blob.core.windows.net/a/b.zip?sig=c';

const posted: JobProgress = {
  status: 'notStarted',
  url: undefined,
  ageMs: 0,
  polls: 0,
  failedBefore: 0,
  stuckBefore: 0,
};

const running = { status: 'inProgress', polls: 1, ageMs: 20_000 };
const wait = (delayMs: number): PollDecision => ({ kind: 'wait', delayMs });
const old = { ageMs: pollLimits.longestAgeMs, polls: 9 };

describe('decidePoll', () => {
  test.each<[string, Partial<JobProgress>, PollDecision]>([
    ['a new job', {}, wait(1_000)],
    ['one that was prepared', { ageMs: 500 }, wait(500)],
    ['one that was prepared early', { ageMs: 60_000 }, wait(0)],
    ['one that was prepared too early', { ageMs: old.ageMs }, wait(0)],
    ['the first poll', { ...running, ageMs: 2_100 }, wait(2_000)],
    ['a minute', { ...running, ageMs: 60_000 }, wait(30_000)],
    ['five minutes', { ...running, ageMs: 300_000 }, wait(45_000)],
    ['an unknown status', { ...running, status: 'paused' }, wait(10_000)],
    ['no status', { ...running, status: undefined }, wait(10_000)],
    ['no file yet', { ...running, status: 'completed', url: '' }, wait(1_000)],
    [
      'a null file',
      { ...running, status: 'completed', url: null },
      wait(1_000),
    ],
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
