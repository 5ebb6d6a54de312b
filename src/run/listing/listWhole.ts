/**
 * Lists all items of a collection, and doubts what it got: an empty list, one
 * that is shorter than Graph's own count, and one whose items lack what decides
 * about them are read again after a pause. What is then still in doubt makes the
 * step partial.
 */
import {
  errorMessage,
  GraphResponseError,
  isForbidden,
  isMalformed,
  isNotLicensed,
} from '../../graph/errors/errors';
import { withoutTop, type GraphRequest } from '../../graph/request';
import { isShort } from '../leftOut/allowances';
import type { StepContext } from '../context';
import { isAboutItem, isAboutRequest } from '../itemFailures';
import { logOdd } from '../oddities';
import { ListedItems } from './listedItems';
import type { Listing } from './listing';
import { RefusedFields, type Finding } from './refusedFields';
import { coded } from '../../graph/basics/messageCodes';

/** Between two readings of the same list. */
export const PAUSE_MS = 10_000;

/** Readings after the first one, at most; each but the last has found something new. */
const MOST_REPEATS = 2;

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
    const before = reading.items.ids.size;
    await reading.read();
    context.logger.info(
      { what: listing.what, before, listed: reading.items.ids.size },
      'A list that was in doubt was read again',
    );
    if (reading.items.ids.size === before) {
      break;
    }
  }
  await reading.conclude();
  return reading.items.ids;
}

class ListReading<Payload extends { readonly id?: string | null }> {
  readonly items: ListedItems<Payload>;
  readonly #context: StepContext;
  readonly #listing: Listing<Payload>;
  readonly #refused: RefusedFields;
  #request: GraphRequest<Payload>;
  /** The plainer request, as long as it was not sent. */
  #plain: Listing<Payload>['plain'];
  /** undefined when Graph does not say. */
  #counted?: number;
  #uncountedFor?: string;
  #notTaken?: unknown;

  constructor(context: StepContext, listing: Listing<Payload>) {
    this.#context = context;
    this.#listing = listing;
    this.#request = listing.request;
    this.#plain = listing.plain;
    this.#refused = new RefusedFields(context, listing.what, listing.optional);
    this.items = new ListedItems<Payload>(listing.deciding ?? []);
  }

  get isInDoubt(): boolean {
    const { count } = this.#listing;
    const { size, isDoubtful } = this.items;
    const counted = this.#counted ?? 0;
    return (
      size === 0 ||
      isDoubtful ||
      (count?.isExact
        ? size < counted
        : isShort(size, counted, count?.allowance))
    );
  }

  /** Reads all pages, emits what is new, and asks for the count. */
  async read(): Promise<void> {
    try {
      await this.#readPages();
    } catch (error) {
      if (error === this.#notTaken || !(await this.#givesLess(error))) {
        throw error;
      }
      return this.read();
    }
    await this.#readCount();
  }

  /** Emits what had to wait, and tells what is missing. */
  async conclude(): Promise<void> {
    await this.#concludeLacking();
    const { completeness } = this.#context;
    const { what } = this.#listing;
    const { unusableCount, size, repeatedCount } = this.items;
    completeness.addLeftOut('changes', {
      count: unusableCount,
      of: size,
      what: `${what} came without an id, or with nothing else`,
    });
    logOdd(this.#context, {
      code: 'M365-LOG-009',
      kind: 'repeated',
      count: repeatedCount,
      description: `Microsoft Graph listed ${what} again: they were left out`,
    });
    this.#concludeCount();
  }

  /** A few are emitted without what they lack. Of many it would be invented. */
  async #concludeLacking(): Promise<void> {
    const { completeness } = this.#context;
    const { items } = this;
    const names = [...items.lacked].join(' or ');
    const what = `${this.#listing.what} came without ${names}`;
    if (!items.isMuchLacking) {
      const held = items.release();
      if (held.length > 0) {
        await this.#listing.take(held);
      }
      completeness.addLeftOut('changes', {
        count: held.length,
        of: items.size,
        what,
      });
    }
    completeness.addMissing({
      count: items.lackingCount,
      what: `of ${items.size} ${what}`,
      causes: ['they are not collected without what decides about them'],
    });
  }

  #concludeCount(): void {
    const { completeness } = this.#context;
    const { what, count } = this.#listing;
    const { size } = this.items;
    const counted = this.#counted ?? 0;
    if (isShort(size, counted, count?.allowance)) {
      completeness.addMissing({
        count: counted - size,
        what: `${what} are not listed`,
        causes: [
          `Microsoft Graph counts ${counted} and lists ${size}, however often it is asked`,
        ],
      });
      return;
    }
    if (size === 0) {
      completeness.addEmpty(what);
    }
    if (this.#uncountedFor !== undefined) {
      completeness.addUnchecked(what, this.#uncountedFor);
    } else {
      completeness.addLeftOut(count?.allowance ?? 'counts', {
        count: Math.max(0, counted - size),
        of: counted,
        what: `${what} that Microsoft Graph counts are not listed`,
      });
    }
  }

  async #readPages(): Promise<void> {
    this.items.beginReading();
    for await (const page of this.#context.graph.list(this.#request)) {
      const items = this.items.add(page);
      if (items.length > 0) {
        // No fault of the list. These items count as emitted: another list would leave them out.
        await this.#listing.take(items).catch((error: unknown) => {
          this.#notTaken = error;
          throw error;
        });
      }
    }
  }

  async #readCount(): Promise<void> {
    const { count } = this.#listing;
    if (!count) {
      return;
    }
    try {
      this.#counted = await count.read(this.items.ids);
      this.#uncountedFor = undefined;
    } catch (error) {
      if (!isAboutRequest(error)) {
        throw error;
      }
      this.#uncountedFor = errorMessage(error);
    }
  }

  /** Whether there is a plainer request to go on with, which is then the one that is sent. */
  async #givesLess(error: unknown): Promise<boolean> {
    return (
      (await this.#leavesOut(error, 'named')) ||
      this.#hasSmallerPages(error) ||
      (await this.#leavesOut(error, 'searched')) ||
      this.#isPlain(error)
    );
  }

  async #leavesOut(error: unknown, finding: Finding): Promise<boolean> {
    const isFound = await this.#refused.find(this.#request, error, finding);
    this.#request = this.#refused.without(this.#request);
    return isFound;
  }

  #hasSmallerPages(error: unknown): boolean {
    if (!('$top' in this.#request.query) || !mayBeAboutPages(error)) {
      return false;
    }
    this.#context.logger.warn(
      { what: this.#listing.what, reason: errorMessage(error) },
      coded(
        'M365-LOG-003',
        'A list is read in pages of the size that Microsoft Graph chooses',
      ),
    );
    this.#request = withoutTop(this.#request);
    return true;
  }

  #isPlain(error: unknown): boolean {
    const { helpsAfter = () => true } = this.#plain ?? {};
    if (!this.#plain || !isAboutRequest(error) || !helpsAfter(error)) {
      return false;
    }
    this.#plain.onUse(error, this.items.size > 0);
    this.#request = this.#refused.without(this.#plain.request);
    this.#plain = undefined;
    return true;
  }
}

/** Graph answered, and may answer otherwise for smaller pages. */
function mayBeAboutPages(error: unknown): boolean {
  const isAnswer = isMalformed(error) || error instanceof GraphResponseError;
  const isLasting = isForbidden(error) || isNotLicensed(error);
  return isAnswer && isAboutItem(error) && !isLasting;
}
