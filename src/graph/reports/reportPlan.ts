/**
 * Decides which rows of a report to ask for next, and whether all of them came.
 *
 * Intune sends 50 rows a page whatever is asked for, and repeats rows on later
 * pages where a report has no order: https://github.com/microsoftgraph/msgraph-beta-sdk-dotnet/issues/683.
 * A repeated row stands in the place of another one. So a report is known to be
 * whole only when it has as many different rows as its row count.
 */
import { GraphProtocolError, IncompleteReportError } from '../errors/errors';
import type { CollectionLimits } from '../basics/limits';
import type { ReportPage } from './reportPage';

/** How often any page is read. */
export const MOST_READINGS = 3;

/** Rows to ask for. */
export interface RowRange {
  readonly skip: number;
  /** How many are wanted; fewer may come. Undefined for the first page. */
  readonly count?: number;
  /** Counted from 1. */
  readonly reading: number;
  /** How many answers had come when it was asked for. */
  readonly answersBefore: number;
}

interface ReadPage {
  readonly skip: number;
  readonly count: number;
  readonly hasRepeatedRows: boolean;
}

/** One reading of a report, from its first row on; a restart begins another. */
class Attempt {
  readonly seen = new Set<string>();
  /** The largest row count of all answers, and how many answers had come then. */
  total?: number;
  totalSince = 0;
  /** One answer had all rows. It hides none, so equal rows in it are different ones. */
  isInOneAnswer = false;
  /** The most rows that a page had. */
  pageSize = 0;
  /** The first row that nobody has asked for. */
  frontier = 0;
  reading = 1;
  /** Gaps, and pages that are read again. */
  readonly queue: RowRange[] = [];
  /** Pages of the present reading that are read again only if those in the queue are not enough. */
  later: ReadPage[] = [];
  readonly pages: ReadPage[] = [];
  inFlight = 0;
  /** Ranges of the first reading whose answers are still missing. */
  unread = 0;
}

export class ReportPlan {
  readonly #endpoint: string;
  readonly #limits: CollectionLimits;
  #attempt = new Attempt();
  #answers = 0;
  #restarts = 0;

  constructor(endpoint: string, limits: CollectionLimits) {
    this.#endpoint = endpoint;
    this.#limits = limits;
  }

  /** Whether every place of the report was read once, and it has as many rows as it counts. */
  get isComplete(): boolean {
    const { total, frontier, unread, seen, isInOneAnswer } = this.#attempt;
    return (
      total !== undefined &&
      frontier >= total &&
      unread === 0 &&
      (isInOneAnswer || seen.size >= total)
    );
  }

  /** The rows to ask for now; undefined when answers have to come first, or nothing is left to ask for. */
  next(): RowRange | undefined {
    const attempt = this.#attempt;
    const range = this.isComplete
      ? undefined
      : (this.#nextOfFirstReading() ?? attempt.queue.shift());
    if (range) {
      attempt.inFlight += 1;
    }
    return range && { ...range, answersBefore: this.#answers };
  }

  /**
   * Adds the answer to a range; answers come in the order in which `next` returned their ranges.
   *
   * @returns false when the report has to be read from its first row again:
   * answers that are still to come are of no use then
   * @throws GraphProtocolError when a limit is broken
   */
  addAnswer(range: RowRange, page: ReportPage<string>): boolean {
    this.#checkSize(page.rows.length);
    this.#answers += 1;
    this.#attempt.inFlight -= 1;
    const reason = this.#reasonToRestart(range, page);
    if (reason !== undefined) {
      this.#restart(reason);
      return false;
    }
    this.#growTo(page.totalRowCount);
    this.#count(range, page);
    this.#beginNextReading();
    return true;
  }

  /** To be called when nothing is left to ask for. @throws IncompleteReportError */
  assertComplete(): void {
    if (!this.isComplete) {
      const { seen, total = 0 } = this.#attempt;
      throw new IncompleteReportError(this.#endpoint, seen.size, total);
    }
  }

  #nextOfFirstReading(): RowRange | undefined {
    const attempt = this.#attempt;
    const { total, frontier: skip, pageSize } = attempt;
    const isFirst = total === undefined && attempt.inFlight === 0;
    if (!isFirst && skip >= (total ?? 0)) {
      return undefined;
    }
    const count = isFirst ? undefined : Math.min(pageSize, (total ?? 0) - skip);
    attempt.frontier += count ?? 0;
    attempt.unread += 1;
    return { skip, count, reading: 1, answersBefore: 0 };
  }

  /**
   * Rows that were removed move others over the edge of a page, and those would be
   * missed. A smaller count in an answer that was under way before the larger one
   * came proves nothing.
   */
  #reasonToRestart(
    { skip, answersBefore }: RowRange,
    { rows, totalRowCount }: ReportPage<string>,
  ): string | undefined {
    const { total = 0, totalSince } = this.#attempt;
    if (totalRowCount < total && answersBefore >= totalSince) {
      return `the report shrank from ${total} to ${totalRowCount} rows`;
    }
    const counted = Math.max(total, totalRowCount);
    return rows.length === 0 && skip < counted
      ? `no rows after ${skip} of ${counted}`
      : undefined;
  }

  #growTo(totalRowCount: number): void {
    const attempt = this.#attempt;
    if (attempt.total === undefined || totalRowCount > attempt.total) {
      attempt.total = totalRowCount;
      attempt.totalSince = this.#answers;
    }
  }

  #count(range: RowRange, { identities }: ReportPage<string>): void {
    const attempt = this.#attempt;
    const { skip, reading, count: wanted = identities.length } = range;
    const count = Math.min(wanted, identities.length);
    const sizeBefore = attempt.seen.size;
    identities.slice(0, count).forEach((row) => attempt.seen.add(row));
    const hasRepeatedRows = attempt.seen.size < sizeBefore + count;
    // A larger page than expected has rows of the next one, too.
    identities.slice(count).forEach((row) => attempt.seen.add(row));
    attempt.isInOneAnswer =
      skip === 0 && identities.length >= (attempt.total ?? 0);
    attempt.pageSize = Math.max(attempt.pageSize, identities.length);
    attempt.frontier = Math.max(attempt.frontier, skip + identities.length);
    if (count < wanted) {
      const gap = { skip: skip + count, count: wanted - count };
      attempt.queue.unshift({ ...range, ...gap });
    }
    if (reading === 1) {
      attempt.pages.push({ skip, count, hasRepeatedRows });
      attempt.unread -= count < wanted ? 0 : 1;
    }
  }

  /**
   * Pages with repeated rows come first and are mostly enough. The others are asked
   * for only when they are not, because reports have a small quota.
   */
  #beginNextReading(): void {
    const attempt = this.#attempt;
    const { total = 0, frontier, queue, pages, later, inFlight } = attempt;
    const isRead = frontier >= total && queue.length === 0 && inFlight === 0;
    if (!isRead || this.isComplete) {
      return;
    }
    if (later.length > 0) {
      attempt.later = [];
      this.#readAgain(later);
    } else if (attempt.reading < MOST_READINGS) {
      attempt.reading += 1;
      const doubtful = pages.filter((page) => page.hasRepeatedRows);
      const others = pages.filter((page) => !page.hasRepeatedRows);
      attempt.later = doubtful.length > 0 ? others : [];
      this.#readAgain(doubtful.length > 0 ? doubtful : others);
    }
  }

  #readAgain(pages: readonly ReadPage[]): void {
    const { reading, queue } = this.#attempt;
    for (const { skip, count } of pages) {
      queue.push({ skip, count, reading, answersBefore: 0 });
    }
  }

  #checkSize(rowCount: number): void {
    const { maxPages, maxPageItems } = this.#limits;
    if (this.#answers >= maxPages) {
      throw this.#error(
        `there are more than ${maxPages} pages (limit maxPages)`,
      );
    }
    if (rowCount > maxPageItems) {
      throw this.#error(
        `one page has more than ${maxPageItems} rows (limit maxPageItems)`,
      );
    }
  }

  #restart(reason: string): void {
    this.#restarts += 1;
    const { maxRestarts } = this.#limits;
    if (this.#restarts > maxRestarts) {
      throw this.#error(
        `${reason}; begun anew more than ${maxRestarts} times (limit maxRestarts)`,
      );
    }
    this.#attempt = new Attempt();
  }

  #error(detail: string): GraphProtocolError {
    return new GraphProtocolError(this.#endpoint, detail);
  }
}
