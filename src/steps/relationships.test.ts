import { RelationshipClass } from '@jupiterone/integration-sdk-core';
import { integrationSteps } from './';
import { createRelationship } from '../model/relationships';
import { deviceTypes } from './devices/deviceType';
import {
  relationshipsFromDevices,
  relationshipsToDevices,
} from './devices/relationships';

const definitions = integrationSteps.flatMap((step) => step.relationships);

const declaredTypes = [
  'desktop',
  'laptop',
  'server',
  'smartphone',
  'user_endpoint',
  'workstation',
  // Declared for the sake of older data; no step emits it.
  'computer',
];

const ofDevices = declaredTypes.flatMap((type) => [
  [`azure_user_has_${type}`, `azure_user HAS ${type}`],
  [`azure_user_uses_${type}`, `azure_user USES ${type}`],
  [`intune_host_agent_manages_${type}`, `intune_host_agent MANAGES ${type}`],
  [
    `${type}_has_intune_noncompliance_finding`,
    `${type} HAS intune_noncompliance_finding`,
  ],
  [
    `${type}_assigned_intune_managed_application`,
    `${type} ASSIGNED intune_managed_application`,
  ],
  [
    `${type}_installed_intune_detected_application`,
    `${type} INSTALLED intune_detected_application`,
  ],
]);

const others = [
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
  [
    'intune_host_agent_assigned_compliance_policy',
    'intune_host_agent ASSIGNED intune_compliance_policy',
  ],
  [
    'intune_host_agent_assigned_device_configuration',
    'intune_host_agent ASSIGNED intune_device_configuration',
  ],
  [
    'intune_compliance_policy_identified_noncompliance_finding',
    'intune_compliance_policy IDENTIFIED intune_noncompliance_finding',
  ],
  [
    'intune_device_configuration_identified_noncompliance_finding',
    'intune_device_configuration IDENTIFIED intune_noncompliance_finding',
  ],
];

describe('the relationships of all steps', () => {
  // JupiterOne would take another _type or _key for another relationship.
  it('are these', () => {
    const declared = definitions.map(
      ({ _type, sourceType, _class, targetType }) =>
        [_type, `${sourceType} ${_class} ${targetType}`].join(': '),
    );
    const expected = [...others, ...ofDevices].map((names) => names.join(': '));
    expect([...new Set(declared)].sort()).toEqual(expected.sort());
  });

  it.each(definitions)('$_type has a key of both ends', (definition) => {
    const { _class, _type } = definition;
    expect(createRelationship(definition, 'from-key', 'to-key')).toEqual({
      _key: `from-key|${_class.toLowerCase()}|to-key`,
      _type,
      _class,
      _fromEntityKey: 'from-key',
      _toEntityKey: 'to-key',
      displayName: _class,
    });
  });
});

const box = { _type: 'a_box' };

describe('the relationships of devices', () => {
  it.each(deviceTypes)('know a %s at either end', (type) => {
    expect(
      relationshipsToDevices(box, RelationshipClass.HAS).of(type),
    ).toMatchObject({ sourceType: 'a_box', targetType: type, _class: 'HAS' });
    expect(
      relationshipsFromDevices(RelationshipClass.USES, box).of(type),
    ).toMatchObject({ sourceType: type, targetType: 'a_box', _class: 'USES' });
  });

  it('are declared for each type, and for computers', () => {
    const { all } = relationshipsToDevices(box, RelationshipClass.HAS);
    expect(all.map(({ targetType }) => targetType)).toEqual([
      ...deviceTypes,
      'computer',
    ]);
  });

  it('emit what they declare', () => {
    const { all, of } = relationshipsFromDevices(RelationshipClass.HAS, box);
    expect(all).toEqual(expect.arrayContaining(deviceTypes.map(of)));
  });
});
