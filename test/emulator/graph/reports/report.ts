/** What a report is: named columns over rows of the tenant. https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-available-reports */
import type { ServiceBehaviour } from '../behaviour';
import type { IntuneIndex } from '../intune/intuneIndex';
import { holds, type Condition } from './filter';
import { comparison, type Order } from './order';
import { createReader, type Cell, type Column } from './column';

export type { Cell, Column } from './column';

/** What tenants differ in that concerns rows and cells. */
export type ReportedAs = Pick<
  ServiceBehaviour,
  | 'catalogComplianceStates'
  | 'intentsInPolicyReports'
  | 'reportedIdCase'
  | 'stateForm'
>;

/** Where the rows come from, and who asks for them. */
export interface ReportSource {
  readonly intune: IntuneIndex;
  readonly reportedAs: ReportedAs;
  readonly via: 'exports' | 'reports';
}

export function reportSource(
  intune: IntuneIndex,
  behaviour: ReportedAs,
  via: ReportSource['via'],
): ReportSource {
  const { catalogComplianceStates, intentsInPolicyReports } = behaviour;
  const { reportedIdCase, stateForm } = behaviour;
  return {
    intune,
    via,
    reportedAs: {
      catalogComplianceStates,
      intentsInPolicyReports,
      reportedIdCase,
      stateForm,
    },
  };
}

/** A column as it comes out: a number, or the text for it. */
export interface OutputColumn {
  readonly header: string;
  readonly column: string;
  readonly asText: boolean;
}

/** What every report of the same kind has in common. */
interface ReportRules {
  readonly name: string;
  /** Columns of which a filter may name values; none: the report takes no filter. */
  readonly filters: readonly string[];
  /** Without a condition on each of these columns the report is refused. */
  readonly requiredFilters?: readonly string[];
}

interface ReportColumn {
  readonly name: string;
  /** Has a text beside its number. */
  readonly isLocalizable: boolean;
  /** Takes its values from a closed list. */
  readonly isState: boolean;
  readonly propertyType: string;
}

/** The rows of one request, at hand: a client asks for one page of them after the other. */
export interface ReportTable {
  readonly count: number;
  write(
    output: readonly OutputColumn[],
    indexes: readonly number[],
  ): (readonly Cell[])[];
}

export interface Report extends ReportRules {
  readonly columns: readonly ReportColumn[];
  /** One row after the other: exports are too long to be held. */
  read(
    source: ReportSource,
    output: readonly OutputColumn[],
    conditions: readonly Condition[],
  ): Iterable<readonly Cell[]>;
  find(
    source: ReportSource,
    conditions: readonly Condition[],
    order: readonly Order[],
  ): ReportTable;
}

interface ReportDefinition<Row> extends ReportRules {
  readonly columns: readonly Column<Row>[];
  /** Columns for filters only. */
  readonly hiddenColumns?: readonly Column<Row>[];
  /** May leave out what the conditions exclude, but need not. */
  readonly rows: (
    source: ReportSource,
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
  const readersOf = (
    output: readonly OutputColumn[],
    { reportedAs }: ReportSource,
  ) =>
    output.map(({ column, asText }) =>
      createReader(find(column), asText, reportedAs),
    );
  function* matching(
    source: ReportSource,
    conditions: readonly Condition[],
  ): Iterable<Row> {
    const tests = conditions.map((condition) => {
      const { value } = find(condition.column);
      return (row: Row) => holds(condition, value(row));
    });
    for (const row of rows(source, conditions)) {
      if (tests.every((test) => test(row))) yield row;
    }
  }
  return {
    ...rules,
    columns: columns.map((column) => ({
      name: column.name,
      isLocalizable: column.text !== undefined,
      isState: column.listName !== undefined,
      propertyType: column.propertyType ?? 'String',
    })),
    *read(source, output, conditions) {
      const readers = readersOf(output, source);
      for (const row of matching(source, conditions)) {
        yield readers.map((read) => read(row));
      }
    },
    find: (source, conditions, order) => {
      const found = [...matching(source, conditions)];
      if (order.length > 0) {
        found.sort(comparison(order, (name) => find(name).value));
      }
      return {
        count: found.length,
        write: (output, indexes) => {
          const readers = readersOf(output, source);
          return indexes.map((index) =>
            readers.map((read) => read(found[index])),
          );
        },
      };
    },
  };
}

/** UTC, but without saying so. */
export function reportTime(time: string | undefined): string {
  return (time ?? '').replace('T', ' ').replace('Z', '');
}

/** In the reports that are answered at once: the T is there, the zone is not. */
export function actionTime(time: string | undefined): string {
  return (time ?? '').replace('Z', '');
}
