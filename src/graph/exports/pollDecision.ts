/** What to do about an export's jobs: a pure function of what Graph answered. */
import { pollLimits } from '../basics/limits';

/** Where a job stands. */
export interface JobProgress {
  /** `notStarted`, `inProgress`, `completed` or `failed`; any other status counts as not ended. */
  readonly status: string | undefined;
  /** Where the file is; `''` or null for a while after completion. */
  readonly url: string | null | undefined;
  /** Since the job was posted, in milliseconds. */
  readonly ageMs: number;
  /** How often this job was polled. */
  readonly polls: number;
  /** Since it was polled, or posted, in milliseconds. */
  readonly sinceAskedMs: number;
}

export interface ExportProgress {
  readonly first: JobProgress;
  /** Posted when the first one did not end. */
  readonly second?: JobProgress;
  /** How often all earlier jobs of the same export failed. */
  readonly failedBefore: number;
}

export type JobName = 'first' | 'second';

export type PollDecision =
  /** Then this job is polled. */
  | { readonly kind: 'wait'; readonly delayMs: number; readonly job: JobName }
  | { readonly kind: 'download'; readonly url: string; readonly job: JobName }
  /** In the place of all jobs so far, which failed. */
  | { readonly kind: 'postAgain' }
  /** Beside the first job, which is still polled. */
  | { readonly kind: 'postSecond' }
  | { readonly kind: 'giveUp'; readonly reason: 'failed' | 'stuck' };

type NamedJob = JobProgress & { readonly job: JobName };

/** @see https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-apis */
export function decidePoll({
  first,
  second,
  failedBefore,
}: ExportProgress): PollDecision {
  // The newer one first, because it is polled first when both are due.
  const jobs: NamedJob[] = [
    ...(second ? [{ ...second, job: 'second' as const }] : []),
    { ...first, job: 'first' },
  ];
  for (const { status, url, job } of jobs) {
    if (status === 'completed' && url) {
      return { kind: 'download', url, job };
    }
  }
  const alive = jobs.filter(({ status }) => status !== 'failed');
  if (alive.length === 0) {
    return failedBefore >= pollLimits.resubmitsAfterFailure
      ? { kind: 'giveUp', reason: 'failed' }
      : { kind: 'postAgain' };
  }
  // A job that was prepared long ago is polled before it is judged by its age.
  if (alive.every(({ polls }) => polls > 0)) {
    const { secondJobAfterMs, longestAgeMs } = pollLimits;
    if (!second && first.ageMs >= secondJobAfterMs) {
      return { kind: 'postSecond' };
    }
    if (second && second.ageMs >= longestAgeMs - secondJobAfterMs) {
      return { kind: 'giveUp', reason: 'stuck' };
    }
  }
  return nextPoll(alive);
}

/** Polls the jobs in turns, as often as the one that is due first needs. */
function nextPoll(alive: readonly NamedJob[]): PollDecision {
  const [next] = [...alive].sort((a, b) => b.sinceAskedMs - a.sinceAskedMs);
  const delayMs = Math.min(...alive.map(delayOf));
  return { kind: 'wait', delayMs, job: next.job };
}

function delayOf({ status, polls, ageMs }: JobProgress): number {
  const { firstDelayMs, shortestDelayMs, delayByAge, longestDelayMs } =
    pollLimits;
  if (polls === 0) {
    return Math.max(0, firstDelayMs - ageMs);
  }
  return status === 'completed'
    ? pollLimits.delayOnceCompletedMs
    : Math.min(longestDelayMs, Math.max(shortestDelayMs, ageMs * delayByAge));
}
