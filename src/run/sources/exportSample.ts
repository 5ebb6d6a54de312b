/**
 * An export does not say how many rows it should have. So some of the objects that
 * it is about are read themselves, as a sample. A file that has far fewer rows than
 * the sample was cut off, and is not taken for the whole.
 */
import pMap from 'p-map';
import type { ExportRequest } from '../../graph/exports/exportRequest';
import type { ReportRequest } from '../../graph/reports';
import { allowed } from '../leftOut/allowances';
import type { StepContext } from '../context';
import { isScarce } from './plans';
import { allowsAnotherSource } from './sources';

/** Reports that are asked at a time. */
const REPORTS_AT_ONCE = 4;

/** Rows of one object: in the export, and by its own word. */
export interface SampledRows {
  readonly exported: number;
  readonly counted: number;
}

/** Rows of one object in the export, and the report that has them, too. */
export interface ReportedRows {
  readonly exported: number;
  readonly report: ReportRequest<string>;
}

/** In words what an export lacks; undefined when it is not far short of the sample. */
export function shortageOf(sample: readonly SampledRows[]): string | undefined {
  const sum = (read: (rows: SampledRows) => number) =>
    sample.reduce((total, rows) => total + read(rows), 0);
  const counted = sum((rows) => rows.counted);
  const missing = sum((rows) => Math.max(0, rows.counted - rows.exported));
  return missing > allowed(counted, 'rows')
    ? `the file lacks ${missing} rows of a sample of ${counted}`
    : undefined;
}

type CountRows = (report: ReportRequest<string>) => Promise<number>;

/**
 * The row counts of reports that a step knows. Some are asked for while an export's
 * file is made. Where reports are scarce, none is asked for twice, and a report that
 * has no rows is not read for them.
 */
export class RowCounts {
  readonly #graph: StepContext['graph'];
  /** By the filter of the report. */
  readonly #counts = new Map<string, Promise<number>>();

  constructor({ graph }: Pick<StepContext, 'graph'>) {
    this.#graph = graph;
  }

  /**
   * Asks while the export's file is made, unless Intune refuses the job. A failure is
   * met by who needs the count. Where jobs are scarce, the job itself waits for the
   * quota, and the answers to others say whether there are exports.
   *
   * @returns ends it: nobody is to wait for what was not asked for by then
   */
  async begin(
    besides: ExportRequest<string>,
    reports: readonly ReportRequest<string>[],
  ): Promise<() => void> {
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    if (reports.length === 0) {
      return end;
    }
    const accepted = this.#graph.prepareExport(besides);
    const isRefused = isScarce(this.#graph, 'exportJobs')
      ? await this.#graph.areExportsRefused()
      : !(await accepted);
    if (isRefused) {
      return end;
    }
    const ask = async (report: ReportRequest<string>) => {
      if (!isOver) {
        await this.ask(report).catch(() => undefined);
      }
    };
    void pMap(reports, ask, { concurrency: REPORTS_AT_ONCE });
    return end;
  }

  has({ filter }: ReportRequest<string>): boolean {
    return this.#counts.has(filter);
  }

  /** Asks for a row count once. */
  readonly ask: CountRows = (report) => {
    const count =
      this.#counts.get(report.filter) ?? this.#graph.reportRowCount(report);
    this.#counts.set(report.filter, count);
    return count;
  };

  /** What was answered before, where reports are scarce; undefined elsewhere, and where nothing was. */
  async known({ filter }: ReportRequest<string>): Promise<number | undefined> {
    return this.#areScarce
      ? this.#counts.get(filter)?.catch(() => undefined)
      : undefined;
  }

  /** A report was read, and has no rows. */
  addEmpty({ filter }: ReportRequest<string>): void {
    if (this.#areScarce) {
      this.#counts.set(filter, Promise.resolve(0));
    }
  }

  get #areScarce(): boolean {
    return isScarce(this.#graph, 'reports');
  }
}

/**
 * The same by the row counts of reports. An object whose report is refused says
 * nothing: the others have the word. Where none has, the export stands as it is,
 * and counts as unchecked.
 *
 * @param what the export is of, as messages name it
 * @throws GraphError when the reports are not to be had at the moment
 */
export async function shortageByReports(
  { graph, completeness }: StepContext,
  what: string,
  objects: readonly ReportedRows[],
  countRows: CountRows = (report) => graph.reportRowCount(report),
): Promise<string | undefined> {
  const sample: SampledRows[] = [];
  const refusals: Error[] = [];
  await pMap(
    objects,
    async ({ exported, report }) => {
      try {
        sample.push({ exported, counted: await countRows(report) });
      } catch (error) {
        if (!allowsAnotherSource(error)) {
          throw error;
        }
        refusals.push(error);
      }
    },
    { concurrency: REPORTS_AT_ONCE },
  );
  if (sample.length === 0 && refusals.length > 0) {
    completeness.addUnchecked(what, refusals[0].message);
  }
  return shortageOf(sample);
}

/** The same, those first that were asked already. */
export function evenlyOfKnown<Item>(
  items: readonly Item[],
  size: number,
  isKnown: (item: Item) => boolean,
): Item[] {
  const known = evenly(items.filter(isKnown), size);
  const others = items.filter((item) => !isKnown(item));
  return [...known, ...evenly(others, size - known.length)];
}

/** `size` of the items at most, spread over all of them. */
export function evenly<Item>(items: readonly Item[], size: number): Item[] {
  const step = Math.max(1, items.length / size);
  const count = Math.min(items.length, size);
  return Array.from({ length: count }, (_, index) =>
    items.at(Math.floor(index * step)),
  ).filter((item) => item !== undefined);
}
