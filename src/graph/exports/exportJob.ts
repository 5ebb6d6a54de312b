/** One export on its way to a file: posted, polled, posted again when it fails or never ends. */
import { isForbidden, isNotFound } from '../errors';
import { pollLimits } from '../limits';
import type { ExportAccess } from './exportAccess';
import { ExportUnavailableError, type ExportRequest } from './exportRequest';
import { decidePoll } from './pollDecision';
import { jobState, postJob, toUnavailable, type PostedJob } from './postJob';

export class ExportJob {
  readonly #request: ExportRequest<string>;
  readonly #access: ExportAccess;
  #posted: PostedJob;
  #polls = 0;
  #resubmits = { failed: 0, stuck: 0 };

  constructor(
    request: ExportRequest<string>,
    posted: PostedJob,
    access: ExportAccess,
  ) {
    this.#request = request;
    this.#posted = posted;
    this.#access = access;
  }

  /**
   * Waits until the file is there. @returns where; whoever has this address has
   * the file, so it goes into no log and no error
   * @throws ExportUnavailableError
   */
  async url(): Promise<string> {
    for (;;) {
      const decision = decidePoll(this.#progress());
      switch (decision.kind) {
        case 'download':
          return decision.url;
        case 'wait':
          await this.#sleep(decision.delayMs);
          await this.#poll();
          break;
        case 'resubmit':
          await this.#resubmit(decision.reason);
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

  /** The file is no longer where it was: asks again where. @throws ExportUnavailableError */
  async freshUrl(): Promise<string> {
    await this.#poll();
    return this.url();
  }

  #sleep(ms: number): Promise<void> {
    const { clock, signal } = this.#access;
    return clock.sleep(ms, signal);
  }

  #progress() {
    const { state, postedAt } = this.#posted;
    return {
      status: state.status,
      url: state.url,
      ageMs: this.#access.clock.monotonic() - postedAt,
      polls: this.#polls,
      failedBefore: this.#resubmits.failed,
      stuckBefore: this.#resubmits.stuck,
    };
  }

  async #poll(): Promise<void> {
    const { state } = this.#posted;
    this.#polls += 1;
    try {
      const answer = jobState(await this.#access.poll(state.id));
      this.#posted = { ...this.#posted, state: answer };
    } catch (error) {
      // A job that is gone will not end any more.
      if (isNotFound(error)) {
        const gone = { ...state, status: 'failed', url: undefined };
        this.#posted = { ...this.#posted, state: gone };
      } else {
        throw isForbidden(error) ? toUnavailable(this.#request, error) : error;
      }
    }
  }

  async #resubmit(reason: 'failed' | 'stuck'): Promise<void> {
    this.#resubmits[reason] += 1;
    this.#access.logger.info(
      { reportName: this.#request.reportName, reason },
      'An export job is posted again',
    );
    this.#posted = await postJob(this.#request, this.#access);
    this.#polls = 0;
  }
}
