import { RelationshipClass } from '@jupiterone/integration-sdk-core';
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
});
