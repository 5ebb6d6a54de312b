/** One property table for each entity, from its schema. */
import type { StepEntityMetadata } from '@jupiterone/integration-sdk-core';
import { markdownTable } from './markers';

/** The parts of JSON schema that our entity schemas use. */
interface PropertySchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly items?: PropertySchema;
  readonly anyOf?: readonly PropertySchema[];
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  readonly required?: readonly string[];
  readonly allOf?: readonly ObjectSchema[];
}

export interface EntityProperties {
  readonly properties: Readonly<Record<string, PropertySchema>>;
  readonly required: ReadonlySet<string>;
}

/** What an entity has besides its classes' properties: the last part of its schema. */
export function ownProperties(entity: StepEntityMetadata): EntityProperties {
  const schema = entity.schema as ObjectSchema | undefined;
  const own = schema?.allOf?.at(-1);
  return {
    properties: own?.properties ?? {},
    required: new Set(own?.required),
  };
}

/**
 * Sections for all entities; those that share their properties share one table. A
 * type that is declared more than once, with other classes, has one section.
 */
export function documentEntities(
  entities: readonly StepEntityMetadata[],
): string {
  const firstWith = new Map<string, StepEntityMetadata>();
  return entities
    .flatMap((entity, index) => {
      const [title, classes] = headOf(entity);
      const isBegun = entities[index - 1]?._type === entity._type;
      const isEnded = entities[index + 1]?._type !== entity._type;
      const key = JSON.stringify(ownProperties(entity).properties);
      const first = firstWith.get(key);
      firstWith.set(key, first ?? entity);
      return [
        ...(isBegun ? [] : [title]),
        classes,
        ...(isEnded ? [bodyOf(entity, key === '{}' ? undefined : first)] : []),
      ];
    })
    .join('\n\n');
}

/** @param first entity that has the same properties, if it is another one */
function bodyOf(entity: StepEntityMetadata, first?: StepEntityMetadata) {
  return first && first._type !== entity._type
    ? `Its properties are those of \`${first._type}\`.`
    : propertyTable(entity);
}

function propertyTable(entity: StepEntityMetadata): string {
  const { properties, required } = ownProperties(entity);
  const rows = Object.entries(properties).map(([name, schema]) => [
    required.has(name) ? `\`${name}\` *` : `\`${name}\``,
    describeType(schema),
    schema.description ?? '',
    specifications(schema),
  ]);
  return rows.length > 0
    ? markdownTable(['Property', 'Type', 'Description', 'Specifications'], rows)
    : 'No further properties.';
}

function headOf(entity: StepEntityMetadata): readonly [string, string] {
  const classes = [entity._class].flat().map((name) => `\`${name}\``);
  return [
    `### ${titleOf(entity._type)}`,
    `\`${entity._type}\` inherits from ${classes.join(', ')}`,
  ];
}

/** `azure_user_group` -> Azure User Group */
function titleOf(type: string): string {
  return type
    .split('_')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join(' ');
}

function describeType(schema: PropertySchema): string {
  if (schema.anyOf) {
    return schema.anyOf.map(describeType).join(' | ');
  }
  if (schema.type === 'array' && schema.items) {
    return `array of ${describeType(schema.items)}s`;
  }
  return `\`${schema.type ?? 'any'}\``;
}

function specifications(schema: PropertySchema): string {
  return [
    schema.deprecated ? 'deprecated: `true`' : '',
    schema.const === undefined ? '' : `const: \`${String(schema.const)}\``,
  ]
    .filter(Boolean)
    .join(', ');
}
