import type { StepEntityMetadata } from '@jupiterone/integration-sdk-core';
import { Type } from '@sinclair/typebox';
import { createEntityMetadata, nullable } from '../../src/model/entities';
import { documentEntities, ownProperties } from './properties';

const [ThingEntity] = createEntityMetadata({
  resourceName: '[AD] Thing',
  _class: ['Record'],
  _type: 'acme_thing',
  description: 'A thing',
  schema: Type.Object({
    size: Type.Number({ description: 'How large, in bytes' }),
    color: nullable(Type.String(), { description: 'Any of: red | green' }),
    tags: Type.Optional(Type.Array(Type.String(), { description: 'Labels' })),
    old: Type.Optional(
      Type.Boolean({ description: 'Use size', deprecated: true }),
    ),
    kind: Type.Literal('thing', { description: 'Always the same' }),
  }),
});

const withoutSchema: StepEntityMetadata = {
  resourceName: 'Other',
  _class: 'Record',
  _type: 'acme_other',
};

describe('ownProperties', () => {
  it('are those of the declaration, without those of the classes', () => {
    const { properties, required } = ownProperties(ThingEntity);
    expect(Object.keys(properties)).toEqual([
      'size',
      'color',
      'tags',
      'old',
      'kind',
    ]);
    expect([...required]).toEqual(['size', 'kind']);
  });

  it('are none without a schema', () => {
    expect(ownProperties(withoutSchema)).toEqual({
      properties: {},
      required: new Set(),
    });
  });
});

describe('documentEntities', () => {
  it('is a table with a row for each property', () => {
    expect(
      documentEntities([
        { ...ThingEntity, _class: ['Record', 'DataObject'] },
      ]).split('\n'),
    ).toEqual([
      '### Acme Thing',
      '',
      '`acme_thing` inherits from `Record`, `DataObject`',
      '',
      '| Property | Type | Description | Specifications |',
      '| --- | --- | --- | --- |',
      '| `size` * | `number` | How large, in bytes |  |',
      '| `color` | `string` \\| `null` | Any of: red \\| green |  |',
      '| `tags` | array of `string`s | Labels |  |',
      '| `old` | `boolean` | Use size | deprecated: `true` |',
      '| `kind` * | `string` | Always the same | const: `thing` |',
    ]);
  });

  it('says so when there are no properties', () => {
    expect(documentEntities([withoutSchema])).toBe(
      '### Acme Other\n\n`acme_other` inherits from `Record`\n\nNo further properties.',
    );
  });

  it('have one section for a type that is declared with several classes', () => {
    const like = (_type: string, ..._class: string[]) => ({
      ...ThingEntity,
      _type,
      _class,
    });
    const [, , ...sections] = documentEntities([
      ThingEntity,
      like('acme_other', 'Record'),
      like('acme_other', 'DataObject', 'Record'),
    ])
      .split(/^(?=###)/m)
      .flatMap((section) => section.trim().split('\n\n'))
      .filter((line) => !line.startsWith('|'));
    expect(sections).toEqual([
      '### Acme Other',
      '`acme_other` inherits from `Record`',
      '`acme_other` inherits from `DataObject`, `Record`',
      'Its properties are those of `acme_thing`.',
    ]);
  });
});
