/**
 * What goes into the next batch: what waits first, then what was not asked for
 * yet. What failed by itself rests meanwhile, and waits again afterwards.
 */
import { isSiblingFailure } from '../errors/errors';

/** Graph's limit. */
const MAX_BATCH_SIZE = 20;

interface Queued {
  /** What went wrong with the page where it stands. */
  readonly failures: readonly Error[];
}

export class BatchQueue<Item extends Queued> {
  readonly #fresh: Iterator<Item>;
  #waiting: Item[] = [];
  readonly #rests = new Set<Promise<void>>();
  #resting = 0;

  constructor(fresh: Iterator<Item>) {
    this.#fresh = fresh;
  }

  /** Each resolves when what rests waits again. */
  get rests(): ReadonlySet<Promise<void>> {
    return this.#rests;
  }

  /** At the head of the line. */
  putFirst(items: readonly Item[]): void {
    this.#waiting.unshift(...items);
  }

  /** @param end of the rest of all of them, so that they come back in one batch */
  rest(items: readonly Item[], end: Promise<void>): void {
    this.#resting += items.length;
    const rest = end.then(() => {
      this.#resting -= items.length;
      this.#rests.delete(rest);
      this.putFirst(items);
    });
    // A failure is met by who waits for it.
    rest.catch(() => undefined);
    this.#rests.add(rest);
  }

  /** The next 20 at most; none when all of them are under way, resting or done. */
  take(): Item[] {
    const batch = this.#takeWaiting();
    // In an outage everything fails: nothing new begins while a whole batch rests.
    while (batch.length < MAX_BATCH_SIZE && this.#resting < MAX_BATCH_SIZE) {
      const { value, done } = this.#fresh.next();
      if (done) {
        break;
      }
      batch.push(value);
    }
    return batch;
  }

  /** What failed because of a sibling is not sent with what failed by itself: it would fail again. */
  #takeWaiting(): Item[] {
    const kind = this.#waiting.map(lastFailure).find((found) => found);
    const batch = this.#waiting
      .filter((item) => [undefined, kind].includes(lastFailure(item)))
      .slice(0, MAX_BATCH_SIZE);
    this.#waiting = this.#waiting.filter((item) => !batch.includes(item));
    return batch;
  }
}

/** undefined for what has not failed where it stands. */
function lastFailure({ failures }: Queued): 'own' | 'sibling' | undefined {
  const failure = failures.at(-1);
  return failure && (isSiblingFailure(failure) ? 'sibling' : 'own');
}
