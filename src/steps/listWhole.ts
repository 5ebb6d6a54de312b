/**
 * Lists all items of a collection, and doubts what it got: an empty list, one
 * that is shorter than Graph's own count, and one whose items lack what decides
 * about them are read again after a pause. What is then still in doubt makes the
 * step partial.
 */
import {
  errorMessage,
  GraphAbortError,
  GraphError,
  isBadRequest,
  LoginError,
} from '../graph/errors';
import { withoutTop, type GraphRequest } from '../graph/request';
import { identified, type Identified } from '../model/keys';
import { hasNothingButId } from '../model/payloads';
import { allowed, isShort, type AllowanceName } from './allowances';
import type { StepContext } from './context';

/** Between two readings of the same list. */
export const PAUSE_MS = 10_000;

/** Readings after the first one, at most; each but the last has found something new. */
const MOST_REPEATS = 2;

/** Items that wait for another reading to tell what they lack. */
const MOST_HELD = 1_000;

export interface Listing<Payload> {
  /** What is listed, as messages name it: `users`. */
  readonly what: string;
  readonly request: GraphRequest<Payload>;
  /** The same list with less of each item: taken when Graph does not give the other one to its end. */
  readonly plain?: {
    readonly request: GraphRequest<Payload>;
    /** Tells users what is not collected. */
    readonly tell: (failure: GraphError) => void;
  };
  /** How many there are by another answer of Graph's. Without one, only an empty list is doubted. */
  readonly count?: ListCount;
  /** The names of the properties that decide something, and that this item lacks; default: none. */
  readonly undecided?: (item: Payload) => readonly string[];
  /** Emits items, each of which it gets once. */
  readonly take: (items: Identified<Payload>[]) => Promise<void>;
}

export interface ListCount {
  /** @throws GraphError when Graph does not say */
  readonly read: (listed: ReadonlySet<string>) => Promise<number>;
  /** Default: `counts`. */
  readonly allowance?: AllowanceName;
  /** Whether the list is read again for a single item, too: where pages can lose one. */
  readonly isExact?: boolean;
}

/** @returns the ids of the items that were emitted @throws GraphError when the list cannot be read */
export async function listWhole<
  Payload extends { readonly id?: string | null },
>(
  context: StepContext,
  listing: Listing<Payload>,
): Promise<ReadonlySet<string>> {
  const reading = new ListReading(context, listing);
  await reading.read();
  for (
    let repeats = 0;
    reading.isInDoubt && repeats < MOST_REPEATS;
    repeats += 1
  ) {
    await context.graph.pause(PAUSE_MS);
    const before = reading.listed.size;
    await reading.read();
    context.logger.info(
      { what: listing.what, before, listed: reading.listed.size },
      'A list that was in doubt was read again',
    );
    if (reading.listed.size === before) {
      break;
    }
  }
  await reading.conclude();
  return reading.listed;
}

class ListReading<Payload extends { readonly id?: string | null }> {
  /** Ids of what was emitted. */
  readonly listed = new Set<string>();
  readonly #context: StepContext;
  readonly #listing: Listing<Payload>;
  #request: GraphRequest<Payload>;
  /** undefined when Graph does not say. */
  #counted?: number;
  #uncountedFor?: string;
  /** Of the last reading. */
  #received = 0;
  #withoutId = 0;
  #repeated = 0;
  /** Items that lack something, with what they lack; of the first of them the item itself. */
  #lacking = new Map<string, Identified<Payload> | undefined>();
  readonly #lacked = new Set<string>();
  #bare = new Set<string>();

  constructor(context: StepContext, listing: Listing<Payload>) {
    this.#context = context;
    this.#listing = listing;
    this.#request = listing.request;
  }

  get isInDoubt(): boolean {
    const { count } = this.#listing;
    const known = this.#known;
    return (
      known === 0 ||
      this.#lacking.size > this.#mostLacking ||
      this.#withoutId + this.#bare.size > this.#normal ||
      (this.#counted !== undefined &&
        (count?.isExact
          ? known < this.#counted
          : isShort(known, this.#counted, count?.allowance)))
    );
  }

  /** Reads all pages, emits what is new, and asks for the count. */
  async read(): Promise<void> {
    try {
      await this.#readPages();
    } catch (error) {
      if (!this.#givesLess(error)) {
        throw error;
      }
      await this.read();
      return;
    }
    await this.#readCount();
  }

  /** Emits what had to wait, and tells what is missing. */
  async conclude(): Promise<void> {
    const { completeness, meter, logger } = this.#context;
    const { what } = this.#listing;
    const isFew = this.#lacking.size <= this.#mostLacking;
    const lacking = {
      count: this.#lacking.size,
      of: this.#received,
      what: `${what} came without ${[...this.#lacked].join(' or ')}`,
    };
    if (isFew) {
      const held = [...this.#lacking.values()].filter(
        (item) => item !== undefined,
      );
      await this.#take(held);
    }
    completeness.addLeftOut('changes', lacking);
    completeness.addLeftOut('changes', {
      count: this.#withoutId + this.#bare.size,
      of: this.#received,
      what: `${what} came without an id, or with nothing else`,
    });
    if (this.#repeated > 0) {
      logger.info(
        { what, count: this.#repeated },
        'Microsoft Graph listed items again: they were left out',
      );
      meter.countOdd('repeated', this.#repeated);
    }
    this.#concludeCount();
  }

  #concludeCount(): void {
    const { completeness } = this.#context;
    const { what, count } = this.#listing;
    const known = this.#known;
    const counted = this.#counted ?? 0;
    if (isShort(known, counted, count?.allowance)) {
      completeness.addMissing({
        count: counted - known,
        what: `${what} are not listed`,
        causes: [
          `Microsoft Graph counts ${counted} and lists ${known}, however often it is asked`,
        ],
      });
    } else if (known === 0) {
      completeness.addEmpty(what);
    } else if (this.#uncountedFor !== undefined) {
      completeness.addUnchecked(what, this.#uncountedFor);
    }
  }

  /** What came, whether it could be emitted or not. */
  get #known(): number {
    return (
      this.listed.size +
      this.#lacking.size +
      this.#bare.size +
      this.#withoutId
    );
  }

  get #normal(): number {
    return allowed(this.#received, 'changes');
  }

  /** Those that are not held cannot be emitted. */
  get #mostLacking(): number {
    return Math.min(this.#normal, MOST_HELD);
  }

  async #readPages(): Promise<void> {
    const { graph } = this.#context;
    const isFirst = this.listed.size === 0;
    this.#received = 0;
    this.#withoutId = 0;
    this.#lacking = new Map();
    this.#bare = new Set();
    for await (const page of graph.list(this.#request)) {
      const items = identified(page);
      this.#received += page.length;
      this.#withoutId += page.length - items.length;
      const fresh = this.#newOnes(items);
      if (isFirst) {
        this.#repeated += items.length - fresh.length;
      }
      await this.#take(fresh.filter((item) => this.#isWhole(item)));
    }
  }

  #newOnes(items: readonly Identified<Payload>[]): Identified<Payload>[] {
    const onPage = new Set<string>();
    return items.filter(({ id }) => {
      const isNew = !this.listed.has(id) && !onPage.has(id);
      onPage.add(id);
      return isNew;
    });
  }

  #isWhole(item: Identified<Payload>): boolean {
    if (hasNothingButId(item)) {
      this.#bare.add(item.id);
      return false;
    }
    const missing = this.#listing.undecided?.(item) ?? [];
    if (missing.length === 0) {
      return true;
    }
    missing.forEach((name) => this.#lacked.add(name));
    const isHeld = this.#lacking.size < MOST_HELD;
    this.#lacking.set(item.id, isHeld ? item : undefined);
    return false;
  }

  async #take(items: Identified<Payload>[]): Promise<void> {
    for (const { id } of items) {
      this.listed.add(id);
      this.#lacking.delete(id);
      this.#bare.delete(id);
    }
    if (items.length > 0) {
      await this.#listing.take(items);
    }
  }

  async #readCount(): Promise<void> {
    const { count } = this.#listing;
    if (!count) {
      return;
    }
    try {
      this.#counted = await count.read(this.listed);
      this.#uncountedFor = undefined;
    } catch (error) {
      if (!isOfTheAnswer(error)) {
        throw error;
      }
      this.#uncountedFor = errorMessage(error);
    }
  }

  /** Whether there is a list with less to go on with, which is then the one that is read. */
  #givesLess(error: unknown): boolean {
    const { plain, what } = this.#listing;
    if (isBadRequest(error) && this.#request.query.$top !== undefined) {
      this.#context.logger.warn(
        { what, reason: errorMessage(error) },
        'A list is read in pages of the size that Microsoft Graph chooses',
      );
      this.#request = withoutTop(this.#request);
      return true;
    }
    if (plain && this.#request !== plain.request && isOfTheAnswer(error)) {
      plain.tell(error);
      this.#request = plain.request;
      return true;
    }
    return false;
  }
}

/** A login that failed, and a step that has ended, are about all requests. */
function isOfTheAnswer(error: unknown): error is GraphError {
  return (
    error instanceof GraphError &&
    !(error instanceof GraphAbortError) &&
    !(error instanceof LoginError)
  );
}
