/** intune_device_configuration: settings that devices get, of any kind. */
import { Type } from '@sinclair/typebox';
import { createMultiClassMetadata } from '../../model/entities';

export const [DeviceConfigurationEntity, createDeviceConfigurationEntity] =
  createMultiClassMetadata({
    resourceName: 'Device Configuration',
    _class: ['Configuration', 'ControlPolicy'],
    _type: 'intune_device_configuration',
    description:
      'A device configuration of Microsoft Intune: a configuration profile, a Settings Catalog policy, an administrative template or an endpoint security policy',
    schema: Type.Object({
      function: Type.Literal('endpoint-configuration', {
        description: 'What the policy is for',
      }),
      category: Type.Literal('config', { description: 'Kind of the policy' }),
      version: Type.Optional(
        Type.Number({ description: 'Version of the configuration' }),
      ),
      configurationType: Type.Optional(
        Type.String({
          description:
            'Examples: iosCustomConfiguration, windows10GeneralConfiguration, iosWiFiConfiguration',
        }),
      ),
    }),
  });
