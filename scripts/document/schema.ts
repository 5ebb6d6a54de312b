/** A TypeBox schema as a table of its properties, nested ones by their paths. */
import {
  Kind,
  OptionalKind,
  type TObject,
  type TSchema,
} from '@sinclair/typebox';
import { markdownTable } from './markers';

export function schemaTable(schema: TObject): string {
  return markdownTable(['Property', 'Type', 'Meaning'], rowsOf(schema, ''));
}

function rowsOf({ properties }: TObject, prefix: string): string[][] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${prefix}${name}`;
    const mark = OptionalKind in schema ? '?' : '';
    const { inner, suffix } = unwrapped(schema);
    const row = [
      `\`${path}${mark}\``,
      typeOf(schema),
      schema.description ?? inner.description ?? '',
    ];
    return isObject(inner)
      ? [row, ...rowsOf(inner, `${path}${suffix}.`)]
      : [row];
  });
}

/** What a list or a record holds. */
function unwrapped(schema: TSchema): { inner: TSchema; suffix: string } {
  if (schema[Kind] === 'Array') {
    return { inner: schema.items as TSchema, suffix: '[]' };
  }
  if (schema[Kind] === 'Record') {
    const [inner] = Object.values(
      schema.patternProperties as Record<string, TSchema>,
    );
    return { inner, suffix: '.*' };
  }
  return { inner: schema, suffix: '' };
}

function isObject(schema: TSchema): schema is TObject {
  return schema[Kind] === 'Object';
}

function typeOf(schema: TSchema): string {
  switch (schema[Kind]) {
    case 'Union':
      return (schema.anyOf as readonly { const: string }[])
        .map((each) => `\`${each.const}\``)
        .join(', ');
    case 'Array':
      return isObject(schema.items as TSchema)
        ? 'objects'
        : `${typeOf(schema.items as TSchema)}s`;
    case 'Record':
      return 'objects by name';
    default:
      return String(schema.type);
  }
}
