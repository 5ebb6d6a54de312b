/**
 * Reads one answer of a report. Columns come in alphabetical order, some more
 * than were asked for, so they are found by their names.
 * https://learn.microsoft.com/graph/api/resources/intune-reporting-devicemanagementreports
 */
import { createHash } from 'node:crypto';
import { GraphProtocolError } from '../errors';
import { asObject, asText, type JsonObject } from '../json';
import type { AnswerLimits } from '../limits';
import { isNestedTooDeep } from '../nesting';
import { endpointName } from '../request';
import type { ReportRequest, ReportRow } from './reportRequest';

export interface ReportPage<Column extends string> {
  readonly rows: ReportRow<Column>[];
  /** For each row a text that is the same for rows that are the same in all cells of the answer. */
  readonly identities: readonly string[];
  /** Of the whole report. */
  readonly totalRowCount: number;
}

type NestingLimit = Pick<AnswerLimits, 'maxNesting'>;

/** @throws GraphProtocolError when the answer is no page of this report */
export function readReportPage<Column extends string>(
  request: ReportRequest<Column>,
  body: unknown,
  limits: NestingLimit,
): ReportPage<Column> {
  const endpoint = endpointName(request);
  const content = contentOf(endpoint, body, limits);
  const totalRowCount = rowCountOf(endpoint, content);
  const { Schema, Values } = content;
  if (!Array.isArray(Schema) || !Array.isArray(Values)) {
    throw new GraphProtocolError(
      endpoint,
      'the answer has no schema or no values',
    );
  }
  const positions = positionsOf(request, Schema);
  const cells = Values.map((row: unknown) => {
    if (!Array.isArray(row) || row.length < Schema.length) {
      throw new GraphProtocolError(
        endpoint,
        'a row has fewer values than the schema has columns',
      );
    }
    return row as readonly unknown[];
  });
  return {
    rows: cells.map((row) => rowOf(row, positions)),
    identities: cells.map((row) => identityOf(endpoint, row)),
    totalRowCount,
  };
}

/** The rows of the whole report, by any of its answers. @throws GraphProtocolError */
export function readRowCount(
  endpoint: string,
  body: unknown,
  limits: NestingLimit,
): number {
  return rowCountOf(endpoint, contentOf(endpoint, body, limits));
}

function rowCountOf(
  endpoint: string,
  { TotalRowCount: count }: JsonObject,
): number {
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    throw new GraphProtocolError(endpoint, 'the answer has no row count');
  }
  return count;
}

/**
 * Reports are streams of bytes. Microsoft's samples have them as base64 in a `value`:
 * https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getcachedreport
 */
function contentOf(
  endpoint: string,
  body: unknown,
  { maxNesting }: NestingLimit,
): JsonObject {
  const answer = asObject(body) ?? {};
  const encoded = asText(answer.value);
  if (answer.Schema !== undefined || encoded === undefined) {
    return answer;
  }
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const content = parsed(text.replace(/^\ufeff/, ''));
  if (content === undefined) {
    throw new GraphProtocolError(
      endpoint,
      'the answer has a value that is no report in base64',
    );
  }
  if (isNestedTooDeep(text, content, maxNesting)) {
    throw new GraphProtocolError(
      endpoint,
      `the answer is nested more than ${maxNesting} deep (limit maxNesting)`,
    );
  }
  return content;
}

function parsed(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
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
  const known = new Map<string, number>();
  schema.forEach((column, position) => {
    const name = asText(asObject(column)?.Column)?.toLowerCase();
    if (name !== undefined && !known.has(name)) {
      known.set(name, position);
    }
  });
  const isMissing = (column: Column) => !known.has(column.toLowerCase());
  const missing = columns.filter(isMissing);
  if (missing.length > 0) {
    throw new GraphProtocolError(
      endpointName(request),
      `the answer has no column ${missing.join(', ')}`,
    );
  }
  return [...columns, ...optionalColumns].map((column) => [
    column,
    known.get(column.toLowerCase()),
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

/** A hash, because a report of a large tenant has many long rows, and all of them are compared. */
function identityOf(endpoint: string, cells: readonly unknown[]): string {
  let text: string;
  try {
    text = JSON.stringify(cells);
  } catch {
    // What is nested without end: a `RangeError`.
    throw new GraphProtocolError(endpoint, 'a row cannot be compared');
  }
  return createHash('sha256').update(text).digest('base64');
}
