/**
 * The questions ask for what is collected, and find it: each runs on the graph of the
 * demo tenant, and returns what the tenant has. That the file is well formed is for
 * `npm run questions:check` to say.
 */
import type { StepEntityMetadata } from '@jupiterone/integration-sdk-core';
import { integrationSteps } from '../../src/steps';
import { generateTenant, startEmulator } from '../emulator';
import { runIntegration } from '../reliability/runIntegration';
import { undocumentedProperties } from '../support/entityContract';
import { evaluate, type Graph, type Row } from './j1ql/evaluate';
import { mutantsOf, propertiesOf, withoutProperty } from './j1ql/mutants';
import { parse } from './j1ql/parse';
import {
  comparisonsOf,
  patternsOf,
  type Order,
  type Query,
} from './j1ql/query';
import { directoryAnswers } from './questions/directoryAnswers';
import { factsOf, type Answer, type Expected } from './questions/facts';
import {
  intuneAnswers,
  publishedQuestion,
  variables,
} from './questions/intuneAnswers';
import { fillIn, readQuestions } from './questions/questionsFile';

const questions = readQuestions();

const declared = integrationSteps.flatMap(({ entities }) => entities);
const relationships = integrationSteps.flatMap((step) => step.relationships);

/** `azure_user` is a type, `Device` a class. */
function entitiesOf(name: string): StepEntityMetadata[] {
  return declared.filter(
    ({ _type, _class }) => _type === name || [_class].flat().includes(name),
  );
}

interface Case {
  /** Of the question. */
  readonly id: string;
  /** Of the query in the question. */
  readonly index: number;
  readonly query: Query;
}

/** Each query, by the id of its question and its place in it. */
const cases: [name: string, each: Case][] = questions.flatMap(
  ({ id, queries }) =>
    queries.map((text, index): [string, Case] => [
      `${id} ${index + 1}`,
      { id, index, query: parse(fillIn(text, variables)) },
    ]),
);

test('there are more than thirty, with ids of their own', () => {
  const ids = questions.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(30);
  expect(new Set(ids).size).toBe(ids.length);
});

test('each is described and tagged, and each of its queries is read', () => {
  for (const { yaml, queries } of questions) {
    expect(yaml).toMatch(
      /title:\s[\s\S]*description:\s[\s\S]*queries:\s[\s\S]*tags:/,
    );
    expect(queries.length).toBe(yaml.match(/ query:/g)?.length);
    expect(queries.length).toBeGreaterThan(0);
  }
});

test('the question of the published integration keeps its id and its variables', () => {
  const question = questions.find(({ id }) => id === publishedQuestion);
  const used = question?.yaml.match(/{{[^}]*}}/g);
  expect(used).toEqual(['{{Application Name}}', '{{Version}}']);
});

describe.each(cases)('%s', (_, { query }) => {
  test('names declared types and classes', () => {
    const names = patternsOf(query).flatMap((each) => each.names);
    expect(names.filter((name) => entitiesOf(name).length === 0)).toEqual([]);
  });

  test('follows declared relationships', () => {
    const patterns = patternsOf(query);
    const steps = [...query.traversals, ...query.optional];
    const unknown = steps.filter(
      ({ verb }, index) =>
        !isDeclared(verb, patterns[index].names, patterns[index + 1].names),
    );
    expect(unknown).toEqual([]);
  });

  test('asks for properties that there are', () => {
    for (const { names, filter, alias } of patternsOf(query)) {
      const properties = [
        ...comparisonsOf(filter).map(({ property }) => property.name),
        ...usedOf(query, alias),
      ];
      for (const metadata of names.flatMap(entitiesOf)) {
        expect(missingFrom(metadata, properties)).toEqual([]);
      }
    }
  });
});

/** In either direction, as J1QL looks. */
function isDeclared(
  _class: string,
  from: readonly string[],
  to: readonly string[],
): boolean {
  const types = (names: readonly string[]) =>
    new Set(names.flatMap(entitiesOf).map(({ _type }) => _type));
  const [left, right] = [types(from), types(to)];
  return relationships.some(
    (it) =>
      it._class === _class &&
      ((left.has(it.sourceType) && right.has(it.targetType)) ||
        (left.has(it.targetType) && right.has(it.sourceType))),
  );
}

/** Properties of an alias that are returned, or compared in WHERE. */
function usedOf({ columns, where }: Query, alias?: string): string[] {
  const compared = comparisonsOf(where).flatMap(({ property, operands }) => [
    property,
    ...operands.flatMap((operand) =>
      'reference' in operand ? operand.reference : [],
    ),
  ]);
  return [...columns, ...compared]
    .filter((each) => alias !== undefined && each.alias === alias)
    .flatMap(({ name }) => name ?? []);
}

function missingFrom(
  metadata: StepEntityMetadata,
  properties: readonly string[],
): string[] {
  const { _type, _class } = metadata;
  return undocumentedProperties(
    {
      _key: '',
      _type,
      _class: [_class].flat(),
      ...Object.fromEntries(properties.map((name) => [name, true])),
    },
    metadata,
  );
}

describe('on the demo tenant', () => {
  const today = Date.parse('2025-06-30T12:00:00Z');
  const tenant = generateTenant({ size: 'demo', today });
  const facts = factsOf(tenant, today);
  const answers = Object.entries({
    ...directoryAnswers(facts),
    ...intuneAnswers(facts),
  });
  const expected = new Map(
    answers.map(([name, each]) => [
      name === publishedQuestion
        ? name
        : `managed-question-microsoft-365-${name}`,
      each,
    ]),
  );
  let graph: Graph;

  beforeAll(async () => {
    const emulator = await startEmulator({ tenant, exportPolls: 0 });
    try {
      ({ graph } = await runIntegration(emulator, {
        includeAdvancedDeviceDetails: false,
      }));
    } finally {
      await emulator.close();
    }
  });

  /** Of a query on a graph, beside what the tenant has. */
  const resultOf = ({ id, index, query }: Case, on = graph): Result => {
    const { answers, order } = expectedOf(expected.get(id)?.[index] ?? []);
    return {
      found: evaluate(query, on, today),
      right: answers.map((answer) => rowOf(answer, query)),
      limit: query.limit ?? Infinity,
      order,
    };
  };

  test('every query has its answers', () => {
    const counts = questions.map(({ id, queries }) => [id, queries.length]);
    expect(
      Array.from(expected, ([id, each]) => [id, each.length]).sort(),
    ).toEqual(counts.sort());
  });

  test.each(cases)('%s returns what the tenant has', (_, each) => {
    const { found, right, limit, order } = resultOf(each);
    expect(right.length).toBeGreaterThan(0);
    // Else nobody knows which rows come last.
    expect(right.length).toBeLessThan(limit);
    expect(inAnyOrder(found)).toEqual(inAnyOrder(right));
    expect(each.query.orderBy).toEqual(order);
    expect(valuesBy(order, found)).toEqual(sorted(order, right));
  });

  test.each(cases)('%s is right in each of its parts', (_, each) => {
    const unseen = mutantsOf(each.query)
      .filter(({ query }) => {
        const mutant = { ...each, query };
        return isRight(() => resultOf(mutant));
      })
      .map(({ what }) => what);
    expect(unseen.filter((what) => !unseeable.has(what))).toEqual([]);
  });

  test.each(cases)('%s needs each property that it names', (_, each) => {
    const { query } = each;
    const compared = [
      ...patternsOf(query).flatMap(({ filter }) => comparisonsOf(filter)),
      ...comparisonsOf(query.where),
    ];
    const unneeded = propertiesOf(query, compared).filter((name) =>
      isRight(() => resultOf(each, withoutProperty(graph, name))),
    );
    expect(unneeded).toEqual([]);
  });
});

/** Every finding that is emitted is open. */
const unseeable = new Set(['without open =']);

/** @throws for a column that the tenant's answer says nothing of */
function rowOf(answer: Answer, { columns }: Query): Row {
  return Object.fromEntries(
    columns.map(({ title, alias, name }) => {
      const fact = answer[name === undefined ? title : alias];
      if (name === undefined || typeof fact !== 'object') {
        return [title, fact];
      }
      // Of what is optional and not there, nothing is known.
      const isAbsent = Object.keys(fact).length === 0;
      if (!isAbsent && !(name in fact)) {
        throw new Error(`The answers do not say ${alias}.${name}`);
      }
      return [title, fact[name] ?? null];
    }),
  );
}

interface Result {
  readonly found: readonly Row[];
  readonly right: readonly Row[];
  readonly limit: number;
  readonly order?: Order;
}

function expectedOf(it: readonly Answer[] | Expected): Expected {
  return 'answers' in it ? it : { answers: it };
}

function inAnyOrder(rows: readonly Row[]): string[] {
  return rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
}

function valuesBy(order: Order | undefined, rows: readonly Row[]): unknown[] {
  return order ? rows.map((row) => row[order.title]) : [];
}

/** What is absent comes last. */
function sorted(order: Order | undefined, rows: readonly Row[]): unknown[] {
  const values = valuesBy(order, rows);
  const known = values.filter((value) => value !== null) as number[];
  const direction = order?.isDescending ? -1 : 1;
  return [
    ...known.sort((a, b) => direction * (a - b)),
    ...values.filter((value) => value === null),
  ];
}

/** Whether the result is right; a query that cannot be run is not. */
function isRight(run: () => Result): boolean {
  try {
    const { found, right, order } = run();
    return (
      isSame(inAnyOrder(found), inAnyOrder(right)) &&
      isSame(valuesBy(order, found), sorted(order, right))
    );
  } catch {
    return false;
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
