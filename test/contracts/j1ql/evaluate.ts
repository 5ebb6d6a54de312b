/**
 * Runs a query on a collected graph, as JupiterOne documents it:
 * https://docs.jupiterone.io/j1ql/basic-keywords,
 * https://docs.jupiterone.io/j1ql/optional-traversals,
 * https://docs.jupiterone.io/j1ql/aggregate-functions
 *
 * - A name in lower case is a `_type`, one with a capital a `_class`.
 * - Relationships are followed in either direction.
 * - There is a row for each path, without UNIQUE also where rows are the same.
 * - `count` counts different entities, for each combination of the other columns.
 *
 * What nobody could check without an account of JupiterOne:
 *
 * - That a path with what is optional replaces the path without it. The
 *   documentation says that what was found is "added to the list of results".
 * - By which columns counts are grouped. The documentation says that the last
 *   property before the count is the key; its examples show all of them, as
 *   here. Questions therefore name last what tells most.
 * - Where rows without a value are sorted: last here.
 */
import type { Entity, Relationship } from '@jupiterone/integration-sdk-core';
import { fulfills, type Plain } from './compare';
import type {
  Column,
  Comparison,
  EntityPattern,
  Expression,
  Operand,
  Order,
  PropertyReference,
  Query,
  Traversal,
} from './query';

export interface Graph {
  readonly entities: readonly Entity[];
  readonly relationships: readonly Relationship[];
}

/** By the titles of the columns; null for what is absent. */
export type Row = Readonly<Record<string, unknown>>;

interface Surroundings {
  readonly neighbors: Neighbors;
  /** What `date.now` is, in ms since the Unix epoch. */
  readonly now: number;
}

interface Neighbor {
  readonly relationship: Relationship;
  readonly entity: Entity;
}

type Neighbors = ReadonlyMap<string, readonly Neighbor[]>;

interface Path {
  readonly end: Entity;
  readonly named: Readonly<Record<string, Entity | Relationship>>;
}

const MS_PER_DAY = 86_400_000;

/** @throws for comparisons that no value can fulfill */
export function evaluate(query: Query, graph: Graph, now: number): Row[] {
  const surroundings = { neighbors: neighborsIn(graph), now };
  const { start, traversals, optional, where } = query;
  const found = graph.entities
    .filter((entity) => fits(entity, start, now))
    .map((end) => ({ end, named: named(start.alias, end) }));
  const paths = follow(found, traversals, surroundings).flatMap((path) => {
    const further = follow([path], optional, surroundings);
    return further.length > 0 ? further : [path];
  });
  const kept = paths.filter(
    (path) => !where || holds(where, readerOf(path), now),
  );
  return cut(sorted(rowsOf(kept, query.columns), query.orderBy), query.limit);
}

function neighborsIn({ entities, relationships }: Graph): Neighbors {
  const byKey = new Map(entities.map((entity) => [entity._key, entity]));
  const neighbors = new Map<string, Neighbor[]>();
  const add = (key: string, relationship: Relationship, other: string) => {
    const entity = byKey.get(other);
    // Mapped relationships lead to what another integration may have.
    if (entity) {
      const known = neighbors.get(key) ?? [];
      known.push({ relationship, entity });
      neighbors.set(key, known);
    }
  };
  for (const relationship of relationships) {
    const from = String(relationship._fromEntityKey);
    const to = String(relationship._toEntityKey);
    add(from, relationship, to);
    if (from !== to) {
      add(to, relationship, from);
    }
  }
  return neighbors;
}

function fits(entity: Entity, pattern: EntityPattern, now: number): boolean {
  const { names, filter } = pattern;
  const isNamed = names.some((name) =>
    /^[A-Z]/.test(name)
      ? [entity._class].flat().includes(name)
      : entity._type === name,
  );
  const read = ({ name }: PropertyReference) => entity[name];
  return isNamed && (!filter || holds(filter, read, now));
}

function follow(
  paths: readonly Path[],
  traversals: readonly Traversal[],
  surroundings: Surroundings,
): readonly Path[] {
  return traversals.reduce(
    (reached, traversal) =>
      reached.flatMap((path) => step(path, traversal, surroundings)),
    paths,
  );
}

function step(
  path: Path,
  { verb, isNegated, alias, target }: Traversal,
  { neighbors, now }: Surroundings,
): Path[] {
  const reached = (neighbors.get(path.end._key) ?? []).filter(
    ({ relationship, entity }) =>
      relationship._class === verb && fits(entity, target, now),
  );
  if (isNegated) {
    return reached.length > 0 ? [] : [path];
  }
  return reached.map(({ relationship, entity }) => ({
    end: entity,
    named: {
      ...path.named,
      ...named(alias, relationship),
      ...named(target.alias, entity),
    },
  }));
}

function named<Value>(alias: string | undefined, value: Value) {
  return alias === undefined ? {} : { [alias]: value };
}

type Reader = (reference: PropertyReference) => unknown;

function readerOf({ named: known }: Path): Reader {
  return ({ alias = '', name }) => known[alias]?.[name];
}

function holds(expression: Expression, read: Reader, now: number): boolean {
  if (!('parts' in expression)) {
    return compares(expression, read, now);
  }
  const { join, parts } = expression;
  // Each part is looked at, so that none hides the mistake of another.
  const results = parts.map((part) => holds(part, read, now));
  return join === 'AND' ? results.every(Boolean) : results.some(Boolean);
}

function compares(
  { property, operator, operands }: Comparison,
  read: Reader,
  now: number,
): boolean {
  const results = operands.map((operand) => {
    const value = valueOf(operand, read, now);
    const isAbsent = value === undefined && 'reference' in operand;
    // Two absent values are not the same one.
    return isAbsent
      ? operator === '!='
      : fulfills(read(property), operator, value);
  });
  return operator === '!=' ? results.every(Boolean) : results.some(Boolean);
}

function valueOf(
  operand: Operand,
  read: Reader,
  now: number,
): Plain | undefined {
  if ('daysFromNow' in operand) {
    return now + operand.daysFromNow * MS_PER_DAY;
  }
  if ('value' in operand) {
    return operand.value;
  }
  const value = read(operand.reference) ?? undefined;
  if (value !== null && typeof value === 'object') {
    throw new Error(`${operand.reference.name} is a list: which of its items?`);
  }
  return value as Plain | undefined;
}

function rowsOf(paths: readonly Path[], columns: readonly Column[]): Row[] {
  const isCount = ({ name }: Column) => name === undefined;
  const rows = paths.map((path) => {
    const read = readerOf(path);
    return Object.fromEntries(
      columns
        .filter((column) => !isCount(column))
        .map(({ title, alias, name = '' }) => [
          title,
          read({ alias, name }) ?? null,
        ]),
    );
  });
  const counts = columns.filter(isCount);
  if (counts.length === 0) {
    return rows;
  }
  const groups = new Map<string, { row: Row; paths: Path[] }>();
  rows.forEach((row, index) => {
    const key = JSON.stringify(row);
    const group = groups.get(key) ?? { row, paths: [] };
    group.paths.push(paths[index]);
    groups.set(key, group);
  });
  return [...groups.values()].map((group) => ({
    ...group.row,
    ...Object.fromEntries(
      counts.map(({ title, alias }) => [title, different(group.paths, alias)]),
    ),
  }));
}

function different(paths: readonly Path[], alias: string): number {
  const keys = paths.flatMap((path) => path.named[alias]?._key ?? []);
  return new Set(keys).size;
}

function sorted(rows: Row[], order: Order | undefined): Row[] {
  if (!order) {
    return rows;
  }
  const { title, isDescending } = order;
  const direction = isDescending ? -1 : 1;
  const [known, unknown] = [true, false].map((isKnown) =>
    rows.filter((row) => (row[title] !== null) === isKnown),
  );
  const types = new Set(known.map((row) => typeof row[title]));
  if (types.size > 1 || types.has('object')) {
    throw new Error(`${title} has no order`);
  }
  const compare = (one: unknown, other: unknown) =>
    Number((one as Plain) > (other as Plain)) -
    Number((one as Plain) < (other as Plain));
  return [
    ...known.sort((a, b) => direction * compare(a[title], b[title])),
    ...unknown,
  ];
}

function cut(rows: Row[], limit: number | undefined): Row[] {
  return limit === undefined ? rows : rows.slice(0, limit);
}
