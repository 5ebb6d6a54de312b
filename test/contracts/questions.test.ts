/** The questions ask for what is collected. That the file is well formed is for `npm run questions:check` to say. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { StepEntityMetadata } from '@jupiterone/integration-sdk-core';
import { integrationSteps } from '../../src/steps';
import { undocumentedProperties } from '../support/entityContract';
import { parseQuery, type Query } from './queries';

const file = readFileSync(
  path.join(__dirname, '..', '..', 'jupiterone', 'questions', 'questions.yaml'),
  'utf8',
);

const declared = integrationSteps.flatMap(({ entities }) => entities);
const relationships = integrationSteps.flatMap((step) => step.relationships);

/** `azure_user` is a type, `Device` a class. */
function entitiesOf(name: string): StepEntityMetadata[] {
  return declared.filter(
    ({ _type, _class }) => _type === name || [_class].flat().includes(name),
  );
}

/** Each query, by the id of its question and its place in it. */
const queries: [name: string, query: Query][] = file
  .split(/^ {2}- id: /m)
  .slice(1)
  .flatMap((question) => {
    const [id] = question.split('\n');
    const texts = question.matchAll(/ query: \|\n((?: {10,}.*\n)+)/g);
    return [...texts].map(([, text], index): [string, Query] => [
      `${id} ${index + 1}`,
      parseQuery(text),
    ]);
  });

test('there are twenty, each with a query', () => {
  const ids = file.match(/^ {2}- id: /gm) ?? [];
  expect(ids.length).toBeGreaterThanOrEqual(20);
  expect(queries.length).toBe(file.match(/ query: /g)?.length);
});

test('the question of the published integration keeps its id and its variables', () => {
  const [, question = ''] = file.split(
    '  - id: managed-question-endpoint-intune-detected-application-with-version\n',
  );
  const variables = question.split('\n  - id: ')[0].match(/{{[^}]*}}/g);
  expect(variables).toEqual(['{{Application Name}}', '{{Version}}']);
});

test('each is described and tagged', () => {
  const questions = file.split(/^ {2}- id: /m).slice(1);
  for (const question of questions) {
    expect(question).toMatch(
      /title:\s[\s\S]*description:[\s\S]*queries:[\s\S]*tags:/,
    );
  }
});

describe.each(queries)('%s', (_, { entities, traversals, unknownAliases }) => {
  test('names declared types and classes', () => {
    const names = entities.flatMap((each) => each.names);
    expect(names.filter((name) => entitiesOf(name).length === 0)).toEqual([]);
  });

  test('follows declared relationships', () => {
    const unknown = traversals.filter(
      ({ _class, from, to }) => !isDeclared(_class, from, to),
    );
    expect(unknown).toEqual([]);
  });

  test('asks for properties that there are', () => {
    for (const { names, properties } of entities) {
      for (const metadata of names.flatMap(entitiesOf)) {
        expect(missingFrom(metadata, properties)).toEqual([]);
      }
    }
  });

  test('returns what it found', () => {
    expect(unknownAliases).toEqual([]);
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
