import {
  createDirectRelationship,
  RelationshipClass,
} from '@jupiterone/integration-sdk-core';
import { createRelationship, defineRelationship } from './relationships';

const owner = { _type: 'acme_owner' };
const thing = { _type: 'acme_thing' };

describe('defineRelationship', () => {
  it('derives the type from the class and both ends', () => {
    expect(defineRelationship(owner, RelationshipClass.HAS, thing)).toEqual({
      _type: 'acme_owner_has_thing',
      _class: 'HAS',
      sourceType: 'acme_owner',
      targetType: 'acme_thing',
    });
  });
});

describe('createRelationship', () => {
  it('gives the type that was declared, and a key of both keys', () => {
    const uses = defineRelationship(owner, RelationshipClass.USES, thing);
    expect(createRelationship(uses, 'from', 'to')).toEqual({
      _key: 'from|uses|to',
      _type: uses._type,
      _class: 'USES',
      _fromEntityKey: 'from',
      _toEntityKey: 'to',
      displayName: 'USES',
    });
  });

  it.each(Object.values(RelationshipClass))(
    'gives what the SDK makes of %s',
    (_class) => {
      const properties = { _key: 'own', version: '1' };
      const definition = defineRelationship(owner, _class, thing);
      for (const given of [undefined, properties]) {
        expect(createRelationship(definition, 'from', 'to', given)).toEqual(
          createDirectRelationship({
            _class,
            fromType: owner._type,
            fromKey: 'from',
            toType: thing._type,
            toKey: 'to',
            properties: given,
          }),
        );
      }
    },
  );
});
