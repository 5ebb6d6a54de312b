/** A query as data: what `parse` makes of the text, and what `evaluate` runs. */

export interface Query {
  readonly start: EntityPattern;
  readonly traversals: readonly Traversal[];
  /** At the end, in `( … )?`: a path without them counts, too. */
  readonly optional: readonly Traversal[];
  readonly where?: Expression;
  readonly columns: readonly Column[];
  readonly orderBy?: Order;
  readonly limit?: number;
}

export interface EntityPattern {
  /** Types (`azure_user`) or classes (`Device`): any of them. */
  readonly names: readonly string[];
  readonly filter?: Expression;
  readonly alias?: string;
}

export interface Traversal {
  /** Class of the relationship, which may lead either way. */
  readonly verb: string;
  /** Paths that do not go on like this. */
  readonly isNegated: boolean;
  /** Of the relationship. */
  readonly alias?: string;
  readonly target: EntityPattern;
}

export type Expression = Group | Comparison;

export interface Group {
  readonly join: 'AND' | 'OR';
  readonly parts: readonly Expression[];
}

export interface Comparison {
  readonly property: PropertyReference;
  readonly operator: Operator;
  /** Any of them; `!=` is none of them. */
  readonly operands: readonly Operand[];
}

export const operators = ['!=', '~=', '^=', '<=', '>=', '=', '<', '>'] as const;

export type Operator = (typeof operators)[number];

export interface PropertyReference {
  /** Absent in WITH, which is about the entity before it. */
  readonly alias?: string;
  readonly name: string;
}

export type Operand =
  | { readonly value: string | number | boolean }
  /** Nothing: the property is absent. */
  | { readonly value: undefined }
  /** Added to now; before it when negative. */
  | { readonly daysFromNow: number }
  | { readonly reference: PropertyReference };

/** A property, or how many entities or relationships have the alias. */
export interface Column {
  readonly title: string;
  readonly alias: string;
  /** Absent: a count. */
  readonly name?: string;
}

export interface Order {
  /** Title of a column. */
  readonly title: string;
  readonly isDescending: boolean;
}

/** All comparisons of an expression. */
export function comparisonsOf(expression?: Expression): Comparison[] {
  if (expression === undefined) {
    return [];
  }
  return 'parts' in expression
    ? expression.parts.flatMap(comparisonsOf)
    : [expression];
}

/** The entities of a query, in their order. */
export function patternsOf(query: Query): EntityPattern[] {
  const { start, traversals, optional } = query;
  return [start, ...[...traversals, ...optional].map(({ target }) => target)];
}
