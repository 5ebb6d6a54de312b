import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { nullable, toEntity } from './entities';

describe('toEntity', () => {
  const data = {
    _key: '0123456789',
    _type: 'a_thing',
    _class: ['Record'],
    name: 'name',
    displayName: 'name',
    note: null,
    absent: undefined,
  };

  it('emits the data and keeps no payload', () => {
    expect(toEntity(data)).toEqual({ ...data, _rawData: [] });
  });
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
