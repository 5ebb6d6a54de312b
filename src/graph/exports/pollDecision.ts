/** What to do about an export job: a pure function of what Graph says of it. */
import { pollLimits } from '../limits';

/** Where a job stands. */
export interface JobProgress {
  /** `notStarted`, `inProgress`, `completed`, `failed`; anything else is waited out. */
  readonly status: string | undefined;
  /** Where the file is; `''` or null for a while after completion. */
  readonly url: string | null | undefined;
  /** Since the job was posted, in milliseconds. */
  readonly ageMs: number;
  /** How often this job was asked after. */
  readonly polls: number;
  /** Earlier jobs of the same export that failed, and that did not end in time. */
  readonly failedBefore: number;
  readonly stuckBefore: number;
}

export type PollDecision =
  | { readonly kind: 'wait'; readonly delayMs: number }
  | { readonly kind: 'download'; readonly url: string }
  | { readonly kind: 'resubmit'; readonly reason: 'failed' | 'stuck' }
  | { readonly kind: 'giveUp'; readonly reason: 'failed' | 'stuck' };

/** @see https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-apis */
export function decidePoll(job: JobProgress): PollDecision {
  if (job.status === 'completed' && job.url) {
    return { kind: 'download', url: job.url };
  }
  if (job.status === 'failed') {
    const isLast = job.failedBefore >= pollLimits.resubmitsAfterFailure;
    return { kind: isLast ? 'giveUp' : 'resubmit', reason: 'failed' };
  }
  // A job that was prepared long ago is asked after before it is judged by its age.
  if (job.ageMs >= pollLimits.longestAgeMs && job.polls > 0) {
    const isLast = job.stuckBefore >= pollLimits.resubmitsWhenStuck;
    return { kind: isLast ? 'giveUp' : 'resubmit', reason: 'stuck' };
  }
  return { kind: 'wait', delayMs: delayMs(job) };
}

function delayMs({ status, polls, ageMs }: JobProgress): number {
  const { firstDelayMs, shortestDelayMs, delayByAge, longestDelayMs } =
    pollLimits;
  if (polls === 0) {
    return Math.max(0, firstDelayMs - ageMs);
  }
  return status === 'completed'
    ? pollLimits.delayOnceCompletedMs
    : Math.min(longestDelayMs, Math.max(shortestDelayMs, ageMs * delayByAge));
}
