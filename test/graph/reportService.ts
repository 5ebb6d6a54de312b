/** A report as Intune may serve it: rows that come again, go away or come late, pages of any size, refusals. */
import fc from 'fast-check';
import type { Clock } from '../../src/graph/basics/clock';
import { failed, type HttpReply } from './replies';
import { reportPage } from './sampleReports';
import type { LoggedRequest } from './scriptedTransport';

export interface ReportBehavior {
  readonly rowCount: number;
  readonly pageSize: number;
  /** For each request, again and again: where an unordered page begins instead. */
  readonly shifts: readonly number[];
  /** Rows that a page has too few. */
  readonly shortBy: readonly number[];
  /** In milliseconds, until the answer comes. */
  readonly latencies: readonly number[];
  readonly refusesOrder: boolean;
  readonly refusesSelect: boolean;
  /** How many rows come or go before each request. */
  readonly change: 'none' | 'grow' | 'shrink';
  readonly changes: readonly number[];
}

const counts = (max: number) =>
  fc.array(fc.nat({ max }), { minLength: 1, maxLength: 12 });

export const anyBehavior: fc.Arbitrary<ReportBehavior> = fc.record({
  rowCount: fc.nat({ max: 40 }),
  pageSize: fc.integer({ min: 1, max: 9 }),
  shifts: counts(6),
  shortBy: counts(3),
  latencies: counts(50),
  refusesOrder: fc.boolean(),
  refusesSelect: fc.boolean(),
  change: fc.constantFrom('none', 'none', 'grow', 'shrink'),
  changes: fc.array(fc.constantFrom(0, 0, 0, 0, 1, 2), {
    minLength: 1,
    maxLength: 12,
  }),
});

interface ReportBody {
  readonly select: readonly string[];
  readonly orderBy: readonly string[];
  readonly skip: number;
}

export class ReportService {
  /** Rows that were there all the time. */
  readonly lasting: Set<string>;
  /** Rows that any answer had. */
  readonly shown = new Set<string>();
  /** How often each first row was asked for. */
  readonly asked = new Map<number, number>();
  readonly #behavior: ReportBehavior;
  #rows: string[];
  #added = 0;
  #answers = 0;

  constructor(behavior: ReportBehavior) {
    this.#behavior = behavior;
    this.#rows = Array.from(
      { length: behavior.rowCount },
      (_, index) => `d${index}`,
    );
    this.lasting = new Set(this.#rows);
  }

  async answer(
    { body }: LoggedRequest,
    index: number,
    clock: Clock,
  ): Promise<HttpReply> {
    const { latencies, refusesOrder, refusesSelect } = this.#behavior;
    const { select, orderBy, skip } = body as ReportBody;
    const isRefused =
      (refusesOrder && orderBy.length > 0) ||
      (refusesSelect && select.length > 0);
    const latency = of(latencies, index);
    // Graph looks at its rows at some moment between the question and the answer.
    await clock.sleep(latency / 2);
    const reply = isRefused
      ? failed(400, 'BadRequest')
      : this.#page(skip, orderBy.length > 0);
    await clock.sleep(latency / 2);
    return reply;
  }

  #page(skip: number, isOrdered: boolean): HttpReply {
    const { pageSize, shifts, shortBy, changes, change } = this.#behavior;
    const index = this.#answers;
    this.#answers += 1;
    this.#change(change === 'none' ? 0 : of(changes, index));
    const shift = isOrdered ? 0 : of(shifts, index);
    const { length } = this.#rows;
    const count = Math.min(pageSize - of(shortBy, index), length - skip);
    const rows = Array.from(
      { length: Math.max(count, Math.min(1, length - skip), 0) },
      (_, offset) => this.#rows[(skip + offset + shift) % length],
    );
    rows.forEach((row) => this.shown.add(row));
    this.asked.set(skip, (this.asked.get(skip) ?? 0) + 1);
    return reportPage(
      rows.map((row) => ['1.0', row]),
      length,
    );
  }

  #change(count: number): void {
    if (this.#behavior.change === 'shrink') {
      this.#rows.splice(0, count).forEach((row) => this.lasting.delete(row));
      return;
    }
    for (let added = 0; added < count && this.#added < 15; added += 1) {
      this.#rows.unshift(`new${this.#added}`);
      this.#added += 1;
    }
  }
}

function of(values: readonly number[], index: number): number {
  return values[index % values.length];
}
