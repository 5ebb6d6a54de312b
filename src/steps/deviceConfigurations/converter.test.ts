import * as fc from 'fast-check';
import { anyIdentified, anyValue } from '../../../test/support/anyPayload';
import {
  schemaErrors,
  undocumentedProperties,
} from '../../../test/support/entityContract';
import { toDeviceConfigurationEntity } from './converter';
import { DeviceConfigurationEntity } from './entity';
import {
  configurationSources,
  legacyConfigurationsRequest,
  type ConfigurationPayload,
} from './request';

const id = '4a3b1d2c-0000-4000-8000-000000000001';

const bare = {
  _key: id,
  _type: 'intune_device_configuration',
  _class: ['Configuration', 'ControlPolicy'],
  _rawData: [],
  id,
  name: id,
  displayName: id,
  function: 'endpoint-configuration',
  category: 'config',
};

describe('toDeviceConfigurationEntity', () => {
  it('emits all that Graph says of a configuration profile', () => {
    const entity = toDeviceConfigurationEntity(
      {
        '@odata.type': '#microsoft.graph.windows10GeneralConfiguration',
        id,
        createdDateTime: '2021-02-17T18:30:00Z',
        description: 'For laptops',
        displayName: 'Restrictions',
        lastModifiedDateTime: '2021-02-18T18:30:00Z',
        version: 3,
      },
      'deviceConfiguration',
    );
    expect(entity).toEqual({
      ...bare,
      name: 'Restrictions',
      displayName: 'Restrictions',
      description: 'For laptops',
      version: 3,
      configurationType: 'windows10GeneralConfiguration',
      createdOn: Date.UTC(2021, 1, 17, 18, 30),
      updatedOn: Date.UTC(2021, 1, 18, 18, 30),
    });
  });

  it('takes the name of a Settings Catalog policy', () => {
    const entity = toDeviceConfigurationEntity(
      { id, name: 'autopilot', description: '' },
      'deviceManagementConfigurationPolicy',
    );
    expect(entity).toEqual({
      ...bare,
      name: 'autopilot',
      displayName: 'autopilot',
      configurationType: 'deviceManagementConfigurationPolicy',
    });
  });

  it.each([
    [{ displayName: 'Shown', name: 'name' }, 'Shown'],
    [{ displayName: '', name: 'name' }, 'name'],
    [{ displayName: null, name: ' ' }, id],
  ])('takes the best name of %j', (names, expected) => {
    const entity = toDeviceConfigurationEntity({ id, ...names }, 'aType');
    expect(entity).toMatchObject({ name: expected, displayName: expected });
  });

  it.each(configurationSources.map(({ kind, typeName }) => [typeName, kind]))(
    'calls one without a type of its own %s',
    (typeName) => {
      expect(toDeviceConfigurationEntity({ id }, typeName)).toEqual({
        ...bare,
        configurationType: typeName,
      });
    },
  );

  it('makes a valid, documented entity of any payload', () => {
    const configurations = anyIdentified<ConfigurationPayload>(
      legacyConfigurationsRequest,
      { name: anyValue, '@odata.type': anyValue },
    );
    fc.assert(
      fc.property(configurations, (configuration) => {
        const entity = toDeviceConfigurationEntity(configuration, 'aType');
        expect(schemaErrors(entity, DeviceConfigurationEntity)).toEqual([]);
        expect(
          undocumentedProperties(entity, DeviceConfigurationEntity),
        ).toEqual([]);
        expect(entity).toMatchObject({ _key: configuration.id, _rawData: [] });
      }),
      { numRuns: 300 },
    );
  });
});

describe('the four lists', () => {
  it.each([
    ['GET v1.0 deviceConfigurations', 'deviceConfiguration', 'legacy'],
    [
      'GET beta configurationPolicies',
      'deviceManagementConfigurationPolicy',
      'exportOnly',
    ],
    [
      'GET beta groupPolicyConfigurations',
      'groupPolicyConfiguration',
      'exportOnly',
    ],
    ['GET beta intents', 'deviceManagementIntent', 'intent'],
  ])('%s gives a %s of kind %s', (name, typeName, kind) => {
    const [, version, path] = name.split(' ');
    expect(configurationSources).toContainEqual(
      expect.objectContaining({
        typeName,
        kind,
        request: expect.objectContaining({
          version,
          path: `/deviceManagement/${path}`,
        }) as unknown,
      }),
    );
    expect(configurationSources).toHaveLength(4);
  });
});
