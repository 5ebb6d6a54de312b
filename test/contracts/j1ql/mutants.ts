/** Queries and graphs that are a little wrong: a test that cannot tell them from the right ones proves nothing. */
import type { Graph } from './evaluate';
import type { Comparison, Expression, Operator, Query } from './query';

export interface Mutant {
  /** What is wrong. */
  readonly what: string;
  readonly query: Query;
}

/** Each comparison left out and turned round, each time a little earlier and later, each relationship negated, what is optional required, the order turned round. */
export function mutantsOf(query: Query): Mutant[] {
  const { start, traversals, optional, where, orderBy } = query;
  const ofSteps = traversals.flatMap((step, index) => {
    const withStep = (changed: typeof step): Query => ({
      ...query,
      traversals: replaced(traversals, index, [changed]),
    });
    return [
      {
        what: `${step.verb} ${step.isNegated ? 'not negated' : 'negated'}`,
        query: withStep({ ...step, isNegated: !step.isNegated }),
      },
      ...variants(step.target.filter).map(({ what, expression }) => ({
        what,
        query: withStep({
          ...step,
          target: { ...step.target, filter: expression },
        }),
      })),
    ];
  });
  return [
    ...variants(start.filter).map(({ what, expression }) => ({
      what,
      query: { ...query, start: { ...start, filter: expression } },
    })),
    ...ofSteps,
    ...variants(where).map(({ what, expression }) => ({
      what,
      query: { ...query, where: expression },
    })),
    ...required(query),
    ...(orderBy === undefined
      ? []
      : [
          {
            what: 'order turned round',
            query: {
              ...query,
              orderBy: { ...orderBy, isDescending: !orderBy.isDescending },
            },
          },
        ]),
    ...(optional.length > 0
      ? [{ what: 'optional left out', query: { ...query, optional: [] } }]
      : []),
  ];
}

function required(query: Query): Mutant[] {
  const { traversals, optional } = query;
  return optional.length === 0
    ? []
    : [
        {
          what: 'optional required',
          query: {
            ...query,
            traversals: [...traversals, ...optional],
            optional: [],
          },
        },
      ];
}

interface Variant {
  readonly what: string;
  /** Absent: no condition at all. */
  readonly expression?: Expression;
}

function variants(expression: Expression | undefined): Variant[] {
  if (expression === undefined) {
    return [];
  }
  if (!('parts' in expression)) {
    return ofComparison(expression);
  }
  const { join, parts } = expression;
  return [
    {
      what: `${join} taken for its opposite`,
      expression: { join: join === 'AND' ? 'OR' : 'AND', parts },
    },
    ...parts.flatMap((part, index) =>
      variants(part).map(({ what, expression: changed }) => {
        const others = replaced(parts, index, changed ? [changed] : []);
        return { what, expression: { join, parts: others } };
      }),
    ),
  ];
}

const opposites: Readonly<Record<Operator, Operator>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
  '~=': '^=',
  '^=': '~=',
};

function ofComparison(comparison: Comparison): Variant[] {
  const { property, operator, operands } = comparison;
  const opposite = opposites[operator];
  return [
    { what: `without ${property.name} ${operator}` },
    {
      what: `${property.name} ${opposite}`,
      expression: { ...comparison, operator: opposite },
    },
    ...[0.9, 1.1].flatMap((factor) => {
      const moved = operands.map((operand) =>
        'daysFromNow' in operand
          ? { daysFromNow: operand.daysFromNow * factor }
          : operand,
      );
      return operands.some((operand) => 'daysFromNow' in operand)
        ? [
            {
              what: `${property.name} at ${factor} of the days`,
              expression: { ...comparison, operands: moved },
            },
          ]
        : [];
    }),
    ...(operands.length < 2
      ? []
      : operands.map((operand, index) => ({
          what: `${property.name} without ${JSON.stringify(operand)}`,
          expression: {
            ...comparison,
            operands: replaced(operands, index, []),
          },
        }))),
  ];
}

function replaced<Item>(
  items: readonly Item[],
  index: number,
  instead: readonly Item[],
): Item[] {
  return [...items.slice(0, index), ...instead, ...items.slice(index + 1)];
}

/** The same graph, in which a property was never emitted. */
export function withoutProperty(graph: Graph, name: string): Graph {
  const without = <Item extends object>(items: readonly Item[]): Item[] =>
    items.map((item) => (name in item ? { ...item, [name]: undefined } : item));
  return {
    entities: without(graph.entities),
    relationships: without(graph.relationships),
  };
}

/** Properties that a query compares or returns. */
export function propertiesOf(query: Query, comparisons: readonly Comparison[]) {
  const compared = comparisons.flatMap(({ property, operands }) => [
    property.name,
    ...operands.flatMap((operand) =>
      'reference' in operand ? operand.reference.name : [],
    ),
  ]);
  const returned = query.columns.flatMap(({ name }) => name ?? []);
  return [...new Set([...compared, ...returned])];
}
