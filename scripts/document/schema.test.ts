import { Type } from '@sinclair/typebox';
import { schemaTable } from './schema';

test('properties have a row each, nested ones by their paths', () => {
  const schema = Type.Object({
    name: Type.String({ description: 'Its name' }),
    size: Type.Optional(Type.Number({ description: 'Its size' })),
    kind: Type.Union([Type.Literal('a'), Type.Literal('b')], {
      description: 'Its kind',
    }),
    parts: Type.Array(
      Type.Object({ id: Type.String({ description: 'An id' }) }),
    ),
    words: Type.Array(Type.String(), { description: 'Words' }),
    more: Type.Record(
      Type.String(),
      Type.Object({ is: Type.Boolean({ description: 'Whether' }) }),
    ),
  });
  const rows = schemaTable(schema)
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(rows).toEqual([
    ['`name`', 'string', 'Its name'],
    ['`size?`', 'number', 'Its size'],
    ['`kind`', '`a`, `b`', 'Its kind'],
    ['`parts`', 'objects', ''],
    ['`parts[].id`', 'string', 'An id'],
    ['`words`', 'strings', 'Words'],
    ['`more`', 'objects by name', ''],
    ['`more.*.is`', 'boolean', 'Whether'],
  ]);
});
