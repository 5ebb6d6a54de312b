/**
 * Reads one answer of a report. Columns come in alphabetical order, and there are
 * more than were asked for, so they are found by their names.
 * https://learn.microsoft.com/graph/api/resources/intune-reporting-devicemanagementreports
 */
import { createHash } from 'node:crypto';
import { objectOf } from '../http/answers';
import { GraphProtocolError, GraphTransportError } from '../errors/errors';
import {
  asObject,
  asText,
  NestingError,
  parseJson,
  type JsonObject,
} from '../basics/json';
import type { AnswerLimits } from '../basics/limits';
import { endpointName } from '../request';
import type { ReportRequest, ReportRow } from './reportRequest';

export interface ReportPage<Column extends string> {
  readonly rows: ReportRow<Column>[];
  /** One text for each row; rows that are the same in all cells have the same text. */
  readonly identities: readonly string[];
  /** Of the whole report. */
  readonly totalRowCount: number;
}

type NestingLimit = Pick<AnswerLimits, 'maxNesting'>;

/** An answer that has all parts of a page. */
export interface ReportContent {
  readonly schema: readonly unknown[];
  /** Each has a cell for every column. */
  readonly rows: readonly (readonly unknown[])[];
  /** Of the whole report. */
  readonly totalRowCount: number;
}

/**
 * @throws GraphTransportError, which is tried again, when the answer is no page of a report
 * @throws GraphProtocolError for one that breaks a limit
 */
export function readReportContent(
  endpoint: string,
  body: unknown,
  limits: NestingLimit,
): ReportContent {
  const content = contentOf(endpoint, body, limits);
  const { Schema, Values, TotalRowCount: count } = content;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    throw malformed(endpoint, 'the answer has no row count');
  }
  if (!Array.isArray(Schema) || !Array.isArray(Values)) {
    throw malformed(endpoint, 'the answer has no schema or no values');
  }
  const rows = Values.map((row: unknown) => {
    if (!Array.isArray(row) || row.length < Schema.length) {
      throw malformed(
        endpoint,
        'a row has fewer values than the schema has columns',
      );
    }
    return row as readonly unknown[];
  });
  return { schema: Schema, rows, totalRowCount: count };
}

/** @throws GraphProtocolError when the answer lacks a column of this report */
export function readReportPage<Column extends string>(
  request: ReportRequest<Column>,
  { schema, rows, totalRowCount }: ReportContent,
): ReportPage<Column> {
  const endpoint = endpointName(request);
  const positions = positionsOf(request, schema);
  return {
    rows: rows.map((row) => rowOf(row, positions)),
    identities: rows.map((row) => identityOf(endpoint, row)),
    totalRowCount,
  };
}

/**
 * Reports are streams of bytes. In Microsoft's samples they are base64 in a `value`:
 * https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getcachedreport
 */
function contentOf(
  endpoint: string,
  body: unknown,
  { maxNesting }: NestingLimit,
): JsonObject {
  const answer = objectOf<JsonObject>(endpoint, body);
  const encoded = asText(answer.value);
  if (answer.Schema !== undefined || encoded === undefined) {
    return answer;
  }
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const content = asObject(parsed(endpoint, text, maxNesting));
  if (content === undefined) {
    throw malformed(
      endpoint,
      'the answer has a value that is no report in base64',
    );
  }
  return content;
}

function malformed(endpoint: string, detail: string): GraphTransportError {
  return new GraphTransportError(endpoint, 'malformed', detail);
}

/** undefined for what is no JSON. @throws GraphProtocolError for what is nested too deep */
function parsed(endpoint: string, text: string, maxNesting: number): unknown {
  try {
    return parseJson(text, maxNesting);
  } catch (error) {
    if (error instanceof NestingError) {
      throw new GraphProtocolError(endpoint, error.message);
    }
    return undefined;
  }
}

type Positions<Column extends string> = readonly (readonly [
  column: Column,
  position: number | undefined,
])[];

/** @throws GraphProtocolError that names every column that is missing */
function positionsOf<Column extends string>(
  request: ReportRequest<Column>,
  schema: readonly unknown[],
): Positions<Column> {
  const { columns, optionalColumns = [] } = request;
  const positions = new Map<string, number>();
  schema.forEach((column, position) => {
    const name = asText(asObject(column)?.Column)?.toLowerCase();
    if (name !== undefined && !positions.has(name)) {
      positions.set(name, position);
    }
  });
  const isMissing = (column: Column) => !positions.has(column.toLowerCase());
  const missing = columns.filter(isMissing);
  if (missing.length > 0) {
    throw new GraphProtocolError(
      endpointName(request),
      `the answer has no column ${missing.join(', ')}`,
    );
  }
  return [...columns, ...optionalColumns].map((column) => [
    column,
    positions.get(column.toLowerCase()),
  ]);
}

function rowOf<Column extends string>(
  cells: readonly unknown[],
  positions: Positions<Column>,
): ReportRow<Column> {
  return Object.fromEntries(
    positions.map(([column, position]) => [
      column,
      position === undefined ? undefined : cells[position],
    ]),
  ) as ReportRow<Column>;
}

/** A hash of the row: all rows are compared, and a report of a large tenant has many long ones. */
function identityOf(endpoint: string, cells: readonly unknown[]): string {
  let text: string;
  try {
    text = JSON.stringify(cells);
  } catch {
    // A `RangeError`, because a cell is nested without end.
    throw new GraphProtocolError(endpoint, 'a row cannot be compared');
  }
  return createHash('sha256').update(text).digest('base64');
}
