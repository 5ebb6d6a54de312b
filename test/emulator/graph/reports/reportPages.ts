/**
 * Which rows stand on which page of a report that is answered at once. 50 rows a page, whatever was asked for: with
 * `top` 10000 there were 50 rows on each page of some 5,000
 * (https://github.com/microsoftgraph/msgraph-beta-sdk-dotnet/issues/683). Without an order rows of a page come again on
 * the next one in the same report, and as many of that page are never seen.
 */
import type { ReportRepeats } from '../behaviour';
import type { ReportTable } from './report';

export const mostRows = 50;

export interface PageRequest {
  /** The report and its filter. */
  readonly subject: string;
  readonly skip: number;
  readonly top: number;
  readonly isOrdered: boolean;
}

/** What one emulator remembers of the reports that were read from it. */
export interface ReportPages {
  /** The rows of a request that was answered before, or those that are made now. */
  table(key: string, make: () => ReportTable): ReportTable;
  /** Where the rows of the page stand in the report. */
  rowsOn(page: PageRequest, count: number, repeats: ReportRepeats): number[];
}

/** As many as a client reads at the same time. */
const mostTables = 16;
const oneOf = 5;

export function createReportPages(): ReportPages {
  const tables = new Map<string, ReportTable>();
  const seen = new Set<string>();
  return {
    table: (key, make) => {
      const table = tables.get(key) ?? make();
      // The one that was used last comes last, the first is let go.
      tables.delete(key);
      tables.set(key, table);
      if (tables.size > mostTables) {
        tables.delete([...tables.keys()][0]);
      }
      return table;
    },
    rowsOn: (page, count, repeats) => {
      const { subject, skip, top, isOrdered } = page;
      const length = Math.max(0, Math.min(top, count - skip));
      const own = Array.from({ length }, (_, index) => skip + index);
      const key = `${skip} ${subject}`;
      const isRepeat = seen.has(key);
      seen.add(key);
      if (isOrdered || repeats === 'never') return own;
      if (repeats === 'once' && isRepeat) return own;
      return withRepeats(own, repeatedRows(page));
    },
  };
}

/** None on the first page, and on four of five others. */
export function repeatedRows({ subject, skip }: PageRequest): number {
  const hash = hashOf(`${skip} ${subject}`);
  if (skip === 0 || hash % oneOf !== 0) return 0;
  return 1 + (Math.floor(hash / oneOf) % 7);
}

function withRepeats(own: readonly number[], repeated: number): number[] {
  const [first = 0] = own;
  const count = Math.min(repeated, own.length, first);
  return own.map((row, index) => (index < count ? row - count : row));
}

/** FNV-1a. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) {
    hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  }
  return hash >>> 0;
}
