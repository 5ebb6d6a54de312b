/**
 * Failures of single items (groups, devices, policies) among many that are asked
 * for in one go. One item that cannot be read costs the others nothing; when
 * many fail, or all, it is no matter of the items.
 */
import {
  errorMessage,
  GraphAbortError,
  GraphError,
  GraphProtocolError,
  GraphResponseError,
  isMalformed,
  isNotFound,
  LoginError,
} from '../graph/errors/errors';
import { passingKinds } from '../graph/errors/refusals';
import type { Completeness } from './wholeness/completeness';

/** Each has been tried several times, with pauses. */
const MOST_FAILURES = 20;

/** In words that follow a number. */
interface FailureWords {
  /** How many items were asked for. */
  readonly of: number;
  readonly gone: string;
  readonly unread: string;
}

export class ItemFailures {
  readonly #failures: Error[] = [];
  readonly #causes: string[] = [];
  #gone = 0;
  #tolerated = 0;
  #read = 0;
  /** Why the rest was not asked for. */
  #end?: Error;

  /**
   * Whether the others are read nevertheless: what `listMany` and `getMany` ask,
   * once for each failure. It counts here, for many failures may be on their way
   * when the first one is met.
   */
  tolerates(failure: Error): boolean {
    if (isNotFound(failure)) {
      return true;
    }
    this.#tolerated += 1;
    return isAboutItem(failure) && this.#tolerated <= MOST_FAILURES;
  }

  /** An item was read. */
  succeeded(): void {
    this.#read += 1;
  }

  /** Whether nothing more is asked for. */
  get isGivenUp(): boolean {
    return this.#end !== undefined;
  }

  /** For what only adds to items, which are emitted without it from now on. */
  giveUp(failure: Error): void {
    this.#end = failure;
  }

  /** @param name of the item, with its id */
  failed(failure: Error, name: string): void {
    if (isNotFound(failure)) {
      this.#gone += 1;
    } else {
      this.#failures.push(failure);
      this.#causes.push(`${name}: ${errorMessage(failure)}`);
    }
  }

  /** @throws the first failure, when no item could be read */
  conclude(
    completeness: Completeness,
    { of, gone, unread }: FailureWords,
  ): void {
    const [first = this.#end] = this.#failures;
    if (this.#read === 0 && first) {
      throw first;
    }
    completeness.addLeftOut('changes', { count: this.#gone, of, what: gone });
    completeness.addMissing({
      count: this.#end ? of - this.#read - this.#gone : this.#failures.length,
      what: unread,
      causes: this.#end ? [errorMessage(this.#end)] : this.#causes,
    });
  }
}

/** Graph answered, and may answer otherwise for another item: it is neither too busy nor out of reach. */
export function isAboutItem(error: unknown): error is Error {
  return (
    isMalformed(error) ||
    error instanceof GraphProtocolError ||
    (error instanceof GraphResponseError && !passingKinds.has(error.kind))
  );
}

/** A login that failed, and a step that has ended, are about all requests: nothing else can be asked instead. */
export function isAboutRequest(error: unknown): error is GraphError {
  return (
    error instanceof GraphError &&
    !(error instanceof GraphAbortError) &&
    !(error instanceof LoginError)
  );
}
