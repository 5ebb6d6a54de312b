/** Brings one export to its file: posts and polls a job, posts it again when it fails, and posts a second one beside a job that does not end. */
import { isNotFound } from '../errors/errors';
import { pollLimits } from '../basics/limits';
import type { ExportAccess } from './exportAccess';
import { ExportUnavailableError, type ExportRequest } from './exportRequest';
import { decidePoll, type JobName, type JobProgress } from './pollDecision';
import {
  jobState,
  postJob,
  toUnavailable,
  type JobState,
  type PostedJob,
} from './postJob';

/** How long the answer to a poll takes at most, usually. */
const LONGEST_ANSWER_MS = 1_000;

/** A job and its polls; times are by the monotonic clock. */
interface WatchedJob {
  readonly postedAt: number;
  state: JobState;
  polls: number;
  askedAt: number;
}

export class ExportJob {
  readonly #request: ExportRequest<string>;
  readonly #access: ExportAccess;
  #jobs: { first: WatchedJob; second?: WatchedJob };
  /** The job whose file was found last. */
  #found: JobName = 'first';
  #failedBefore = 0;

  constructor(
    request: ExportRequest<string>,
    posted: PostedJob,
    access: ExportAccess,
  ) {
    this.#request = request;
    this.#access = access;
    this.#jobs = { first: watched(posted) };
  }

  /**
   * Waits until the file is there. @returns its address, which goes into no log and
   * no error, because whoever has it can read the file
   * @throws ExportUnavailableError
   */
  async url(): Promise<string> {
    const { watch } = this.#access;
    watch.add(this);
    try {
      return await this.#untilReady();
    } finally {
      watch.drop(this);
    }
  }

  /** Asks for the address again when the file is no longer there. @throws ExportUnavailableError */
  async freshUrl(): Promise<string> {
    await this.#poll(this.#found);
    return this.url();
  }

  /** Of the job that others wait behind. */
  get postedAt(): number {
    return this.#jobs.first.postedAt;
  }

  async #untilReady(): Promise<string> {
    const { clock, signal, watch } = this.#access;
    for (;;) {
      const decision = decidePoll(this.#progress());
      switch (decision.kind) {
        case 'download':
          this.#found = decision.job;
          return decision.url;
        case 'wait':
          if (await watch.sleep(clock, decision.delayMs, signal)) {
            await this.#poll(decision.job);
          }
          break;
        case 'postAgain':
          this.#failedBefore += 1;
          this.#jobs = { first: await this.#post('failed') };
          watch.add(this);
          break;
        case 'postSecond':
          this.#jobs.second = await this.#post('stuck');
          break;
        case 'giveUp':
          throw new ExportUnavailableError(
            this.#request.reportName,
            decision.reason,
            decision.reason === 'failed'
              ? 'every job failed'
              : `no job ended in time: within ${pollLimits.longestAgeMs / 1_000} s (limit longestAgeMs)`,
          );
      }
    }
  }

  #progress() {
    const now = this.#access.clock.monotonic();
    const { first, second } = this.#jobs;
    return {
      first: progressOf(first, now),
      second: second && progressOf(second, now),
      failedBefore: this.#failedBefore,
      others: this.#access.watch.othersOf(this),
    };
  }

  async #poll(name: JobName): Promise<void> {
    const job = this.#jobs[name] ?? this.#jobs.first;
    const { state } = job;
    const { clock, poll, watch } = this.#access;
    const askedAt = clock.monotonic();
    job.polls += 1;
    try {
      job.state = jobState(await poll(state.id));
    } catch (error) {
      // A job that is gone will never end.
      if (!isNotFound(error)) {
        throw toUnavailable(this.#request, error);
      }
      job.state = { ...state, status: 'failed', url: undefined };
    }
    // The poll may have waited for the quota: then it was sent shortly before its answer.
    job.askedAt = Math.max(askedAt, clock.monotonic() - LONGEST_ANSWER_MS);
    if (job.state.url && !state.url) {
      watch.ready(askedAt - job.postedAt);
    }
  }

  async #post(reason: 'failed' | 'stuck'): Promise<WatchedJob> {
    this.#access.logger.info(
      { reportName: this.#request.reportName, reason },
      'An export job is posted again',
    );
    return watched(await postJob(this.#request, this.#access));
  }
}

function watched({ state, postedAt }: PostedJob): WatchedJob {
  return { state, postedAt, polls: 0, askedAt: postedAt };
}

function progressOf(
  { state, postedAt, polls, askedAt }: WatchedJob,
  now: number,
): JobProgress {
  return {
    status: state.status,
    url: state.url,
    ageMs: now - postedAt,
    polls,
    sinceAskedMs: now - askedAt,
  };
}
