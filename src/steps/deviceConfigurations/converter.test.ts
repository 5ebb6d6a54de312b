import * as fc from 'fast-check';
import { anyIdentified, anyObject, anyValue } from '#test/support/anyPayload';
import {
  schemaErrors,
  undocumentedProperties,
} from '#test/support/entityContract';
import { toDeviceConfigurationEntity } from './converter';
import { DeviceConfigurationEntity } from './entity';
import {
  configurationSources,
  settingsCatalogRequest,
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

  it('emits what a Settings Catalog policy says beside it', () => {
    const entity = toDeviceConfigurationEntity(
      {
        id,
        isAssigned: true,
        name: 'BitLocker',
        platforms: 'windows10',
        settingCount: 12,
        technologies: 'mdm,microsoftSense',
        templateReference: {
          templateFamily: 'endpointSecurityDiskEncryption',
        },
      },
      'deviceManagementConfigurationPolicy',
    );
    expect(entity).toEqual({
      ...bare,
      name: 'BitLocker',
      displayName: 'BitLocker',
      configurationType: 'deviceManagementConfigurationPolicy',
      active: true,
      platforms: ['windows10'],
      technologies: ['mdm', 'microsoftSense'],
      settingCount: 12,
      templateFamily: 'endpointSecurityDiskEncryption',
    });
  });

  it.each([{ templateFamily: 'none' }, {}, null, undefined])(
    'knows no family of the template %j',
    (templateReference) => {
      const entity = toDeviceConfigurationEntity(
        { id, templateReference },
        'aType',
      );
      expect(entity.templateFamily).toBeUndefined();
    },
  );

  it.each([
    [{ displayName: 'Shown', name: 'name' }, 'Shown'],
    [{ displayName: '', name: 'name' }, 'name'],
    [{ displayName: null, name: ' ' }, id],
  ])('takes the best name of %j', (names, expected) => {
    const entity = toDeviceConfigurationEntity({ id, ...names }, 'aType');
    expect(entity).toMatchObject({ name: expected, displayName: expected });
  });

  it.each(configurationSources.map(({ typeName }) => typeName))(
    'calls one without a type of its own %s',
    (typeName) => {
      for (const type of [undefined, '', '#microsoft.graph.']) {
        const configuration = { id, '@odata.type': type };
        expect(toDeviceConfigurationEntity(configuration, typeName)).toEqual({
          ...bare,
          configurationType: typeName,
        });
      }
    },
  );

  it('calls one of a type that nobody knows yet by that', () => {
    const type = '#microsoft.graph.profileOfTomorrow';
    const entity = toDeviceConfigurationEntity(
      { id, '@odata.type': type },
      'deviceConfiguration',
    );
    expect(entity.configurationType).toBe('profileOfTomorrow');
  });

  it('makes a valid, documented entity of any payload', () => {
    const configurations = anyIdentified<ConfigurationPayload>(
      settingsCatalogRequest,
      {
        displayName: anyValue,
        version: anyValue,
        '@odata.type': anyValue,
        templateReference: fc.oneof(anyValue, anyObject(['templateFamily'])),
      },
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
    ['deviceConfigurations', 'deviceConfiguration', 'legacy'],
    [
      'configurationPolicies',
      'deviceManagementConfigurationPolicy',
      'withoutList',
    ],
    ['groupPolicyConfigurations', 'groupPolicyConfiguration', 'withoutList'],
    ['intents', 'deviceManagementIntent', 'intent'],
  ])('%s of beta gives a %s of kind %s', (path, typeName, kind) => {
    expect(configurationSources).toContainEqual(
      expect.objectContaining({
        typeName,
        kind,
        request: expect.objectContaining({
          version: 'beta',
          path: `/deviceManagement/${path}`,
        }) as unknown,
      }),
    );
    expect(configurationSources).toHaveLength(4);
  });
});
