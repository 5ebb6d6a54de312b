/** While something is not known yet, one request goes ahead alone, and the others wait for what it finds. */
import { unlessAborted } from './unlessAborted';

export class Scout {
  #ahead?: Promise<void>;

  /**
   * Runs `work`: at once if `isKnown`, otherwise when no other one is ahead. It also
   * runs `work` when the signal is aborted, which ends `work` in the same way.
   *
   * @throws what `work` throws
   */
  async run<Result>(
    isKnown: () => boolean,
    work: () => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    while (this.#ahead && !isKnown() && !signal.aborted) {
      const ahead = this.#ahead;
      await unlessAborted(() => ahead, signal).catch(() => undefined);
    }
    return isKnown() || signal.aborted ? work() : this.#goAhead(work);
  }

  async #goAhead<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = work();
    const end = () => {
      this.#ahead = undefined;
    };
    this.#ahead = result.then(end, end);
    return result;
  }
}
