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

/** What is known from the other exports of the run: see `JobWatch`. */
export interface OtherExports {
  /** Whether a job that was posted earlier is still polled: then this export leaves the frequent polls to that one. */
  readonly hasOlder: boolean;
  /** The ages at which jobs of this run turned out to be ready, in milliseconds. */
  readonly readyAges: readonly number[];
}

export interface ExportProgress {
  readonly first: JobProgress;
  /** Posted when the first one did not end. */
  readonly second?: JobProgress;
  /** How often all earlier jobs of the same export failed. */
  readonly failedBefore: number;
  readonly others: OtherExports;
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
  others,
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
  return nextPoll(alive, others);
}

/** Polls the jobs in turns, as often as the one that is due first needs. */
function nextPoll(
  alive: readonly NamedJob[],
  others: OtherExports,
): PollDecision {
  const [next] = [...alive].sort((a, b) => b.sinceAskedMs - a.sinceAskedMs);
  const delays = alive.map((job) => delayOf(job, others));
  // Something may have woken us in the middle of a delay.
  const waitedMs = Math.min(...alive.map((job) => job.ageMs - askedAge(job)));
  const delayMs = Math.max(0, Math.min(...delays) - waitedMs);
  return { kind: 'wait', delayMs, job: next.job };
}

/** How long after it was posted, or polled last, a job is polled. */
function delayOf(job: JobProgress, others: OtherExports): number {
  return job.status === 'completed'
    ? pollLimits.delayOnceCompletedMs
    : Math.min(usualDelay(job, others), delayLikeOthers(job, others.readyAges));
}

/** How old it was when it was polled last. */
function askedAge({ polls, ageMs, sinceAskedMs }: JobProgress): number {
  return polls === 0 ? 0 : ageMs - sinceAskedMs;
}

function usualDelay(
  job: JobProgress,
  { hasOlder, readyAges }: OtherExports,
): number {
  const { shortestDelayMs, delayByAge, longestDelayMs } = pollLimits;
  const behind = pollLimits.behindOlder;
  if (job.polls === 0) {
    const expectedMs = readyAges.length > 0 ? Math.min(...readyAges) : 0;
    const firstDelayMs = Math.max(pollLimits.firstDelayMs, expectedMs);
    return hasOlder
      ? behind.firstDelayMs
      : Math.min(behind.firstDelayMs, firstDelayMs);
  }
  const share = hasOlder ? behind.delayByAge : delayByAge;
  return Math.min(
    longestDelayMs,
    Math.max(shortestDelayMs, askedAge(job) * share),
  );
}

/** Until the job is as old as another one was that was ready, if it was never polled at about that age. */
function delayLikeOthers(
  job: JobProgress,
  readyAges: readonly number[],
): number {
  const { firstDelayMs } = pollLimits;
  const askedAgeMs = askedAge(job);
  const leastMs = askedAgeMs + firstDelayMs;
  const ages =
    job.polls === 0
      ? readyAges.map((ageMs) => Math.max(ageMs, firstDelayMs))
      : readyAges.filter((ageMs) => ageMs >= leastMs);
  return Math.min(...ages) - askedAgeMs;
}
