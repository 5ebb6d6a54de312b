import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import {
  createEntityMetadata,
  createMultiClassMetadata,
  nullable,
} from './entities';

describe.each([
  [
    'one class',
    createEntityMetadata({
      resourceName: 'Thing',
      _class: ['Record'],
      _type: 'a_thing',
      description: 'A thing',
      schema: Type.Object({ note: nullable(Type.String()) }),
    }),
    ['Record'],
  ],
  [
    'several classes',
    createMultiClassMetadata({
      resourceName: 'Thing',
      _class: ['Record', 'Document'],
      _type: 'a_thing',
      description: 'A thing',
      schema: Type.Object({ note: nullable(Type.String()) }),
    }),
    ['Record', 'Document'],
  ],
])('an entity of %s', (_, [metadata, create], _class) => {
  const data = {
    _key: '0123456789',
    name: 'name',
    displayName: 'name',
    note: null,
    absent: undefined,
  };

  it('is the data with its type, and keeps no payload', () => {
    expect(create({ ...data })).toEqual({
      ...data,
      _type: 'a_thing',
      _class,
      _rawData: [],
    });
    expect(metadata).toMatchObject({ _type: 'a_thing', _class });
  });
});

it('keeps the tags of an entity, which the SDK would delete', () => {
  const [, create] = createEntityMetadata({
    resourceName: 'Thing',
    _class: ['UserGroup'],
    _type: 'a_thing',
    description: 'A thing',
    schema: Type.Object({}),
  });
  const data = { _key: '0123456789', name: 'name' };
  expect(create({ ...data }, ['0', '7']).tags).toEqual(['0', '7']);
  expect(create({ ...data })).not.toHaveProperty('tags');
});

describe('nullable', () => {
  const schema = Type.Object({ city: nullable(Type.String()) });

  it.each([[{ city: 'Zürich' }], [{ city: null }], [{}]])('takes %j', (value) =>
    expect(Value.Check(schema, value)).toBe(true),
  );

  it('takes nothing else', () => {
    expect(Value.Check(schema, { city: 1 })).toBe(false);
  });

  it('carries the description into the docs', () => {
    expect(nullable(Type.String(), { description: 'Where' })).toMatchObject({
      description: 'Where',
    });
  });
});
