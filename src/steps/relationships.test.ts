import { integrationSteps } from '.';
import { createRelationship } from '../model/relationships';

const definitions = integrationSteps.flatMap((step) => step.relationships);

describe('the relationships of all steps', () => {
  // JupiterOne would take another _type or _key for another relationship.
  it('are these', () => {
    expect(
      definitions.map(({ _type, sourceType, _class, targetType }) => [
        _type,
        `${sourceType} ${_class} ${targetType}`,
      ]),
    ).toEqual([
      [
        'microsoft_365_account_has_azure_user',
        'microsoft_365_account HAS azure_user',
      ],
      [
        'microsoft_365_account_has_azure_user_group',
        'microsoft_365_account HAS azure_user_group',
      ],
      ['azure_user_group_has_user', 'azure_user_group HAS azure_user'],
      ['azure_user_group_has_group', 'azure_user_group HAS azure_user_group'],
      [
        'azure_user_group_has_group_member',
        'azure_user_group HAS azure_group_member',
      ],
    ]);
  });

  it.each(definitions)('$_type has a key of both ends', (definition) => {
    expect(createRelationship(definition, 'from-key', 'to-key')).toEqual({
      _key: 'from-key|has|to-key',
      _type: definition._type,
      _class: 'HAS',
      _fromEntityKey: 'from-key',
      _toEntityKey: 'to-key',
      displayName: 'HAS',
    });
  });
});
