/** What a report is: named columns over rows of the tenant. https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-available-reports */
import type { IntuneIndex } from '../intune/intuneIndex';

export type Cell = string | number | boolean;

export interface Column<Row> {
  readonly name: string;
  readonly value: (row: Row) => Cell;
  /** The text behind a number: a column with one can be localized. */
  readonly text?: (row: Row) => string;
  /** As the schema of a report calls it. */
  readonly propertyType?: 'String' | 'Int64' | 'Boolean';
}

/** A column as it comes out: a number, or the text for it. */
export interface OutputColumn {
  readonly header: string;
  readonly column: string;
  readonly asText: boolean;
}

export interface Condition {
  readonly column: string;
  readonly value: string;
}

/** What every report of the same kind has in common. */
interface ReportRules {
  readonly name: string;
  /** Columns of which a filter may name a value; none: the report takes no filter. */
  readonly filters: readonly string[];
  /** Without a condition on this column the report is refused. */
  readonly requiredFilter?: string;
  /** `select` is refused unless there is a condition on this column. */
  readonly selectNeedsFilter?: string;
}

export interface Report extends ReportRules {
  readonly columns: readonly {
    readonly name: string;
    readonly isLocalizable: boolean;
    readonly propertyType: string;
  }[];
  read(
    intune: IntuneIndex,
    output: readonly OutputColumn[],
    conditions: readonly Condition[],
  ): Iterable<readonly Cell[]>;
}

interface ReportDefinition<Row> extends ReportRules {
  readonly columns: readonly Column<Row>[];
  /** Columns for filters only. */
  readonly hiddenColumns?: readonly Column<Row>[];
  /** May leave out what the conditions exclude, but need not. */
  readonly rows: (
    intune: IntuneIndex,
    conditions: readonly Condition[],
  ) => Iterable<Row>;
}

export function defineReport<Row>(definition: ReportDefinition<Row>): Report {
  const { columns, hiddenColumns = [], rows, ...rules } = definition;
  const find = (name: string) => {
    const all = [...columns, ...hiddenColumns];
    const column = all.find((each) => each.name === name);
    if (column === undefined) throw new Error(`${rules.name} has no ${name}`);
    return column;
  };
  return {
    ...rules,
    columns: columns.map(({ name, text, propertyType = 'String' }) => ({
      name,
      isLocalizable: text !== undefined,
      propertyType,
    })),
    *read(intune, output, conditions) {
      const readers = output.map(({ column, asText }) => {
        const { value, text } = find(column);
        return asText && text !== undefined ? text : value;
      });
      const tests = conditions.map(({ column, value }) => {
        const read = find(column).value;
        return (row: Row) => String(read(row)) === value;
      });
      for (const row of rows(intune, conditions)) {
        if (tests.every((test) => test(row))) {
          yield readers.map((read) => read(row));
        }
      }
    },
  };
}

/** `(PolicyId eq '…')`, several of them joined by `and`; `undefined` when it is anything else. */
export function parseConditions(filter: string): Condition[] | undefined {
  if (filter.trim() === '') return [];
  const conditions = filter
    .split(/\s+and\s+/i)
    .map((part) => /^\(?\s*(\w+)\s+eq\s+'(.*)'\s*\)?$/.exec(part.trim()));
  const found = conditions.filter((match) => match !== null);
  if (found.length < conditions.length) return undefined;
  return found.map(([, column, value]) => ({
    column,
    value: value.replaceAll("''", "'"),
  }));
}

/** UTC, but without saying so. */
export function reportTime(time: string | undefined): string {
  return (time ?? '').replace('T', ' ').replace('Z', '');
}
