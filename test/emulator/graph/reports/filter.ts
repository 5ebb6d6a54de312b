/**
 * The language of a report's filter, which is not OData's: `((Kind eq 'A') or (Kind eq 'B')) and (PolicyId eq '…')`.
 * Alternatives are of one column in all filters that have been seen, so nothing else is understood here.
 */
import { intuneBadRequest } from '../intuneErrors';
import type { Cell } from './column';
import type { Report } from './report';

/** One of the values, in either case: ids are GUIDs. */
export interface Condition {
  readonly column: string;
  readonly operator: 'eq' | 'gt';
  readonly values: readonly string[];
}

/** Throws a `GraphError` for a filter that the report does not take, or misses. */
export function readConditions(report: Report, filter: string): Condition[] {
  const conditions = parseConditions(filter);
  if (conditions === undefined) {
    throw intuneBadRequest(`Invalid filter: ${filter}`);
  }
  const unknown = conditions.find(
    ({ column }) => !report.filters.includes(column),
  );
  if (unknown !== undefined) {
    throw intuneBadRequest(
      `Filter ${unknown.column} is not supported for report ${report.name}`,
    );
  }
  for (const column of report.requiredFilters ?? []) {
    requireCondition(report, conditions, column);
  }
  return conditions;
}

export function requireCondition(
  { name }: Report,
  conditions: readonly Condition[],
  column: string,
): void {
  if (conditions.some((condition) => condition.column === column)) return;
  throw intuneBadRequest(
    `Restriction filter needed: filter ${column} is required for report ${name}`,
  );
}

/** The values that a filter names for a column; undefined when it does not say. */
export function valuesOf(
  conditions: readonly Condition[],
  column: string,
): readonly string[] | undefined {
  return conditions.find(
    (condition) => condition.column === column && condition.operator === 'eq',
  )?.values;
}

export function holds({ operator, values }: Condition, cell: Cell): boolean {
  if (operator === 'gt')
    return values.some((value) => Number(cell) > Number(value));
  const text = String(cell).toLowerCase();
  return values.some((value) => value.toLowerCase() === text);
}

/** `undefined` when the text is anything else. */
export function parseConditions(filter: string): Condition[] | undefined {
  if (filter.trim() === '') return [];
  const tokens = filter.match(/\(|\)|'(?:[^']|'')*'|[^\s()']+/g) ?? [];
  const conditions = parseAll(tokens);
  return conditions === undefined || conditions.length === 0
    ? undefined
    : conditions;
}

/** Parts joined by `and`; what stands between brackets is a part. */
function parseAll(tokens: readonly string[]): Condition[] | undefined {
  const parts = splitAt('and', tokens);
  if (parts === undefined) return undefined;
  const parsed = parts.map((part) => {
    const inner = withoutBrackets(part);
    if (inner.length < part.length) return parseAll(inner);
    const condition = parseOne(part);
    // Without brackets `and` would bind closer than `or`.
    const isAmbiguous = parts.length > 1 && (condition?.values.length ?? 0) > 1;
    return condition === undefined || isAmbiguous ? undefined : [condition];
  });
  const found = parsed.filter((each) => each !== undefined);
  return found.length < parsed.length ? undefined : found.flat();
}

/** A comparison, or several of one column joined by `or`. */
function parseOne(tokens: readonly string[]): Condition | undefined {
  const parts = splitAt('or', tokens)?.map(withoutBrackets);
  const comparisons = parts?.map(parseComparison);
  const [first] = comparisons ?? [];
  if (first === undefined) return undefined;
  const alike = comparisons?.filter(
    (each) => each?.column === first.column && each.operator === first.operator,
  );
  if (alike?.length !== comparisons?.length) return undefined;
  const values = alike?.flatMap((each) => each?.values ?? []) ?? [];
  return { ...first, values };
}

function parseComparison(tokens: readonly string[]): Condition | undefined {
  const [column, operator, literal] = tokens;
  if (tokens.length !== 3 || !/^\w+$/.test(column)) return undefined;
  if (operator !== 'eq' && operator !== 'gt') return undefined;
  if (!literal.startsWith("'")) return undefined;
  const value = literal.slice(1, -1).replaceAll("''", "'");
  return { column, operator, values: [value] };
}

function withoutBrackets(tokens: readonly string[]): readonly string[] {
  let inner = tokens;
  while (inner[0] === '(' && closingOf(inner) === inner.length - 1) {
    inner = inner.slice(1, -1);
  }
  return inner;
}

/** Where the bracket closes with which the tokens begin. */
function closingOf(tokens: readonly string[]): number {
  let depth = 0;
  return tokens.findIndex((token) => {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    return depth === 0;
  });
}

/** Outside of brackets; `undefined` when those do not match. */
function splitAt(
  word: string,
  tokens: readonly string[],
): readonly string[][] | undefined {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth < 0) return undefined;
    if (depth === 0 && token.toLowerCase() === word) parts.push([]);
    else parts[parts.length - 1].push(token);
  }
  return depth === 0 ? parts : undefined;
}
