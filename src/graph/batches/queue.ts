/**
 * Decides what goes into the next batch: requests that wait come first, then those
 * that were not sent yet. A request that failed by itself is delayed, and waits
 * again afterwards.
 */
import { isSiblingFailure } from '../errors/errors';

/** Graph's limit. */
export const MAX_BATCH_SIZE = 20;

interface Queued {
  /** What went wrong with the page where it stands. */
  readonly failures: readonly Error[];
  readonly subRequest: { readonly cost: number };
}

export class BatchQueue<Item extends Queued> {
  readonly #fresh: Iterator<Item>;
  #waiting: Item[] = [];
  readonly #delays = new Set<Promise<void>>();
  #delayed = 0;

  constructor(fresh: Iterator<Item>) {
    this.#fresh = fresh;
  }

  /** Each resolves when the requests that were delayed wait again. */
  get delays(): ReadonlySet<Promise<void>> {
    return this.#delays;
  }

  /** They are sent before all others. */
  putFirst(items: readonly Item[]): void {
    this.#waiting.unshift(...items);
  }

  /** @param end of the delay of all of them, so that they come back in one batch */
  delay(items: readonly Item[], end: Promise<void>): void {
    this.#delayed += items.length;
    const delay = end.then(() => {
      this.#delayed -= items.length;
      this.#delays.delete(delay);
      this.putFirst(items);
    });
    // A failure is met where the delay is awaited.
    delay.catch(() => undefined);
    this.#delays.add(delay);
  }

  /**
   * The next 20 at most; none when all of them are under way, delayed or done.
   *
   * @param mostCost of all of them together; one may cost more
   */
  nextBatch(mostCost = Infinity): Item[] {
    const { batch, isCut } = this.#waitingBatch(mostCost);
    let cost = batch.reduce((sum, { subRequest }) => sum + subRequest.cost, 0);
    // In an outage everything fails: nothing new begins while a whole batch is delayed.
    while (
      !isCut &&
      batch.length < MAX_BATCH_SIZE &&
      this.#delayed < MAX_BATCH_SIZE &&
      (cost < mostCost || batch.length === 0)
    ) {
      const { value, done } = this.#fresh.next();
      if (done) {
        break;
      }
      cost += value.subRequest.cost;
      if (cost > mostCost && batch.length > 0) {
        this.#waiting.push(value);
        break;
      }
      batch.push(value);
    }
    return batch;
  }

  /** A request that failed because of a sibling would fail again beside one that failed by itself, so they are not sent together. */
  #waitingBatch(mostCost: number): { batch: Item[]; isCut: boolean } {
    const kind = this.#waiting.map(lastFailure).find((found) => found);
    let cost = 0;
    const candidates = this.#waiting
      .filter((item) => [undefined, kind].includes(lastFailure(item)))
      .slice(0, MAX_BATCH_SIZE);
    const batch = candidates.filter(({ subRequest }, index) => {
      cost += subRequest.cost;
      return index === 0 || cost <= mostCost;
    });
    this.#waiting = this.#waiting.filter((item) => !batch.includes(item));
    // What does not fit any more is not overtaken by what was not begun.
    return { batch, isCut: batch.length < candidates.length };
  }
}

/** undefined for what has not failed where it stands. */
function lastFailure({ failures }: Queued): 'own' | 'sibling' | undefined {
  const failure = failures.at(-1);
  return failure && (isSiblingFailure(failure) ? 'sibling' : 'own');
}
