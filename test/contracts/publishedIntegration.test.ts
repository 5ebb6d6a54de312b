/**
 * Nothing of the published integration is lost, or docs/migration.md says so. The
 * tables were written by hand from its public source: what it declares, and what
 * its converters set.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generateTenant, startEmulator } from '#test/emulator/index';
import { runIntegration, type Run } from '#test/reliability/runIntegration';
import { undocumentedProperties } from '#test/support/entityContract';
import { configFields } from '../../src/config/fields';
import { ingestionSources as ourSources } from '../../src/run/ingestionSources';
import { integrationSteps } from '../../src/steps';
import { entities } from './publishedIntegration/entities';
import {
  isKept,
  successors,
  type Fate,
  type Fates,
} from './publishedIntegration/fate';
import { relationships } from './publishedIntegration/relationships';
import {
  added,
  configurationFields,
  ingestionSources,
  questions,
  steps,
} from './publishedIntegration/surroundings';

const root = path.join(__dirname, '..', '..');
const migration = readFileSync(path.join(root, 'docs', 'migration.md'), 'utf8');

const declared = {
  entities: integrationSteps.flatMap((step) => step.entities),
  relationships: integrationSteps.flatMap((step) => step.relationships),
};

const typesOf = (things: readonly { readonly _type: string }[]) => [
  ...new Set(things.map(({ _type }) => _type)),
];

/** Names of ours that no name of theirs stands for. */
function unaccounted(ours: readonly string[], theirs: Fates): string[] {
  const known = new Set(
    Object.entries(theirs).flatMap(([name, fate]) => successors(name, fate)),
  );
  return ours.filter((name) => !known.has(name));
}

function missing(ours: readonly string[], theirs: Fates): string[] {
  return Object.entries(theirs)
    .flatMap(([name, fate]) => successors(name, fate))
    .filter((name) => !ours.includes(name));
}

const fatesOf = (table: Readonly<Record<string, { readonly fate: Fate }>>) =>
  Object.fromEntries(
    Object.entries(table).map(([name, it]) => [name, it.fate]),
  );

test('the tables are as large as what 7.2.1 declares', () => {
  expect(Object.keys(entities)).toHaveLength(17);
  expect(Object.keys(relationships)).toHaveLength(51);
  expect(Object.keys(steps)).toHaveLength(9);
  expect(Object.keys(ingestionSources)).toHaveLength(5);
});

describe.each<[string, readonly string[], Fates, readonly string[]]>([
  ['entities', typesOf(declared.entities), fatesOf(entities), added.entities],
  [
    'relationships',
    typesOf(declared.relationships),
    fatesOf(relationships),
    [],
  ],
  ['steps', integrationSteps.map(({ id }) => id), steps, added.steps],
  [
    'ingestion sources',
    Object.keys(ourSources),
    ingestionSources,
    added.ingestionSources,
  ],
  [
    'configuration fields',
    Object.keys(configFields),
    configurationFields,
    added.configurationFields,
  ],
])('%s', (_, ours, theirs, news) => {
  test('are there, and no others are but those that are known to be new', () => {
    expect(missing(ours, theirs)).toEqual([]);
    expect(unaccounted(ours, theirs)).toEqual(news);
  });
});

test('questions keep their ids', () => {
  const file = path.join(root, 'jupiterone', 'questions', 'questions.yaml');
  const ids = Array.from(
    readFileSync(file, 'utf8').matchAll(/- id: (\S+)/g),
    ([, id]) => id,
  );
  expect(missing(ids, questions)).toEqual([]);
});

const keptEntities = Object.entries(entities).filter(([, { fate }]) =>
  isKept(fate),
);

test.each(keptEntities)(
  '%s is declared with its classes and its properties',
  (type, published) => {
    const metadata = declared.entities.filter(({ _type }) => _type === type);
    expect(metadata.map(({ _class }) => [_class].flat())).toContainEqual(
      published._class,
    );
    const kept = Object.entries(published.properties).flatMap(([name, fate]) =>
      successors(name, fate),
    );
    const entity = {
      ...{ _key: '', _type: type, _class: [...published._class] },
      ...Object.fromEntries(kept.map((name) => [name, true])),
    };
    for (const each of metadata) {
      expect(undocumentedProperties(entity, each)).toEqual([]);
    }
  },
);

describe('what a run gives', () => {
  let run: Run;

  beforeAll(async () => {
    const tenant = generateTenant({ size: 'demo' });
    const emulator = await startEmulator({ tenant, exportPolls: 0 });
    try {
      run = await runIntegration(emulator);
    } finally {
      await emulator.close();
    }
  });

  test.each(keptEntities)('%s: keys', (type, { key }) => {
    const keys = run.graph.entities
      .filter(({ _type }) => _type === type)
      .map(({ _key }) => _key);
    expect(keys.filter((each) => !key.test(each))).toEqual([]);
  });

  test.each(keptEntities)('%s: properties', (_, { properties }) => {
    // Devices of all types have the same ones, but not each type has each of them.
    const types = keptEntities
      .filter(([, each]) => each.properties === properties)
      .map(([type]) => type);
    const those = run.graph.entities.filter(({ _type }) =>
      types.includes(_type),
    );
    expect(absentFrom(those, properties)).toEqual([]);
  });

  test.each(Object.entries(relationships))(
    '%s: class, keys and properties',
    (type, { fate, _class, key, properties = {} }) => {
      for (const name of successors(type, fate)) {
        const those = run.graph.relationships.filter(
          ({ _type }) => _type === name,
        );
        expect(
          those.filter((it) => !key.test(it._key) || it._class !== _class),
        ).toEqual([]);
        if (those.length > 0 && isKept(fate)) {
          expect(absentFrom(those, properties)).toEqual([]);
        }
      }
    },
  );

  test('is of nearly every type', () => {
    const types = new Set(
      [...run.graph.entities, ...run.graph.relationships].map(
        ({ _type }) => _type,
      ),
    );
    const expected = [entities, relationships].flatMap((table) =>
      Object.entries(fatesOf(table)).flatMap(([name, fate]) =>
        successors(name, fate),
      ),
    );
    const without = expected.filter((name) => !types.has(name));
    expect(without.filter((name) => !neverThere.test(name))).toEqual([]);
  });
});

/** Types that are declared and never made, that the emulated tenant has not, and users of devices of one type each. */
const neverThere = /computer|workstation|^azure_user_uses_/;

/** What the emulated tenant has in its larger sizes only. */
const rare = [
  'deviceCategoryDisplayName',
  'easDeviceId',
  'lastUpdateDateTime',
  'meid',
];

/** Properties that should be there, and that no object has. */
function absentFrom(objects: readonly object[], properties: Fates): string[] {
  return Object.entries(properties)
    .flatMap(([name, fate]) => successors(name, fate))
    .filter(
      (name) =>
        !rare.includes(name) &&
        objects.every(
          (each) => !(name in each && Reflect.get(each, name) !== undefined),
        ),
    );
}

/** The lines of docs/migration.md; a property stands in one with its type or the words for it. */
describe('docs/migration.md', () => {
  const told = (names: string) => migration.includes(`\`${names}\``);

  test.each(
    Object.entries({
      ...steps,
      ...ingestionSources,
      ...configurationFields,
      ...fatesOf(entities),
    }).filter(([, fate]) => fate !== 'same'),
  )('tells of %s', (name) => {
    expect(told(name)).toBe(true);
  });

  test.each(
    Object.entries(relationships).flatMap(([type, { fate, keyWas }]) => [
      ...(fate === 'same' ? [] : [type]),
      // Of all types of devices together.
      ...(keyWas?.startsWith('{') ? [keyWas.replaceAll('|', '\\|')] : []),
    ]),
  )('tells of the relationship or key %s', (name) => {
    expect(told(name)).toBe(true);
  });

  const changedProperties = [
    ...Object.values(entities),
    ...Object.values(relationships),
  ].flatMap(({ properties = {} }) =>
    Object.entries(properties).filter(([, fate]) => fate !== 'same'),
  );

  test.each([...new Set(changedProperties.map(([name]) => name))])(
    'tells of the property %s',
    (name) => {
      expect(
        name === '_rawData' ? /raw data/.test(migration) : told(name),
      ).toBe(true);
    },
  );
});
