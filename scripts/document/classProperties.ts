/** What becomes of the properties of data-model classes, by type of entity. */
import { entitySchemas } from '@jupiterone/data-model';
import type { StepEntityMetadata } from '@jupiterone/integration-sdk-core';
import { verdictsOf, type Verdict } from './classVerdicts';
import { markdownTable } from './markers';

interface ClassSchema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly allOf?: readonly ClassSchema[];
}

const schemas: Readonly<Record<string, ClassSchema | undefined>> =
  entitySchemas;

/** The names that the classes of an entity have, each once; not those that every object of JupiterOne has. */
export function classPropertiesOf({
  _class,
}: Pick<StepEntityMetadata, '_class'>): string[] {
  const names = [_class].flat().flatMap(namesOfClass);
  return [...new Set(names)].filter((name) => !name.startsWith('_'));
}

function namesOfClass(name: string): string[] {
  const schema = schemas[name];
  if (!schema) {
    throw new TypeError(`The data model has no class ${name}`);
  }
  return namesOf(schema);
}

function namesOf({ $ref, properties = {}, allOf = [] }: ClassSchema): string[] {
  return [
    ...($ref === undefined ? [] : namesOfClass($ref.replace('#', ''))),
    ...allOf.flatMap(namesOf),
    ...Object.keys(properties),
  ];
}

/** One table for each type; types that say the same share one. Properties of the same verdict share a row. */
export function classPropertyTables(
  entities: readonly StepEntityMetadata[],
): string {
  const typesOf = new Map<string, string[]>();
  for (const entity of entities) {
    const table = tableOf(entity);
    const types = typesOf.get(table) ?? [];
    typesOf.set(table, [...types, `\`${entity._type}\` (${classes(entity)})`]);
  }
  return Array.from(
    typesOf,
    ([table, types]) => `${types.join(', ')}:\n\n${table}`,
  ).join('\n\n');
}

const classes = ({ _class }: StepEntityMetadata) =>
  [_class].flat().join(' and ');

/** @throws TypeError for properties without a verdict */
function tableOf(entity: StepEntityMetadata): string {
  const verdicts = verdictsOf(entity._type) ?? {};
  const names = classPropertiesOf(entity);
  const missing = names.filter((name) => !verdicts[name]);
  if (missing.length > 0) {
    throw new TypeError(
      `${entity._type} needs a verdict on each property of its classes, in scripts/document/classVerdicts.ts. Missing: ${missing.join(', ')}`,
    );
  }
  const rows = new Map<string, string[]>();
  for (const name of names) {
    const key = JSON.stringify(wordsOf(verdicts[name]));
    rows.set(key, [...(rows.get(key) ?? []), `\`${name}\``]);
  }
  const inOrder = ['yes', 'sometimes', 'no'].flatMap((filled) =>
    [...rows].flatMap(([key, names]) => {
      const [own, words] = JSON.parse(key) as [string, string];
      return own === filled ? [[names.join(', '), own, words]] : [];
    }),
  );
  return markdownTable(['Property', 'Filled', 'When, or why not'], inOrder);
}

function wordsOf(verdict: Verdict): [string, string] {
  if (verdict === 'filled') {
    return ['yes', ''];
  }
  return 'sometimes' in verdict
    ? ['sometimes', verdict.sometimes]
    : ['no', verdict.never];
}
