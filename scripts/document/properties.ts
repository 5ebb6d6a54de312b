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

/** What an entity has beside its classes' properties: the last part of its schema. */
export function ownProperties(entity: StepEntityMetadata): EntityProperties {
  const schema = entity.schema as ObjectSchema | undefined;
  const own = schema?.allOf?.at(-1);
  return {
    properties: own?.properties ?? {},
    required: new Set(own?.required),
  };
}

export function documentEntity(entity: StepEntityMetadata): string {
  const { properties, required } = ownProperties(entity);
  const classes = [entity._class].flat();
  const rows = Object.entries(properties).map(([name, schema]) => [
    required.has(name) ? `\`${name}\` *` : `\`${name}\``,
    describeType(schema),
    schema.description ?? '',
    specifications(schema),
  ]);
  const head = [
    `### ${titleOf(entity._type)}`,
    `\`${entity._type}\` inherits from ${classes.map((name) => `\`${name}\``).join(', ')}`,
  ];
  const table = markdownTable(
    ['Property', 'Type', 'Description', 'Specifications'],
    rows,
  );
  return [...head, rows.length > 0 ? table : 'No properties of its own.'].join(
    '\n\n',
  );
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
