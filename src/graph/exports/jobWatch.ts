/**
 * The export jobs of one client that are waited for. Each poll takes as much of
 * the quota as a post, and Intune makes the files of a run in about the same time. So
 * the job that was posted first is polled often, and the others rarely until one of
 * them is ready: then all that are as old are asked at once.
 */
import type { Clock } from '../basics/clock';
import type { OtherExports } from './pollDecision';

/** A job that is polled; times are by the monotonic clock. */
interface Watched {
  readonly postedAt: number;
}

export class JobWatch {
  /** In the order in which they came here. */
  readonly #watched = new Set<Watched>();
  readonly #readyAges: number[] = [];
  readonly #wakeAll = new Set<() => void>();

  /** From now on the job is polled, until it is dropped, or another one that was posted in its place. */
  add(job: Watched): void {
    this.#watched.add(job);
    this.#wake();
  }

  drop(job: Watched): void {
    this.#watched.delete(job);
    this.#wake();
  }

  /** A job turned out to be ready when it was polled at that age, in milliseconds. */
  ready(ageMs: number): void {
    this.#readyAges.push(ageMs);
    this.#wake();
  }

  /** What is known from the others. */
  othersOf(job: Watched): OtherExports {
    const [oldest] = [...this.#watched].sort((a, b) => a.postedAt - b.postedAt);
    return {
      hasOlder: oldest !== undefined && oldest !== job,
      readyAges: this.#readyAges,
    };
  }

  /**
   * Sleeps so long, or until something is known of another job.
   *
   * @returns whether it slept to the end
   * @throws the signal's reason
   */
  async sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
    const waking = new AbortController();
    const wake = () => waking.abort();
    this.#wakeAll.add(wake);
    try {
      await clock.sleep(ms, AbortSignal.any([signal, waking.signal]));
      return true;
    } catch (error) {
      if (signal.aborted || !waking.signal.aborted) {
        throw error;
      }
      return false;
    } finally {
      this.#wakeAll.delete(wake);
    }
  }

  #wake(): void {
    this.#wakeAll.forEach((wake) => wake());
  }
}
