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
      active: Type.Optional(
        Type.Boolean({
          description:
            'Whether the configuration is assigned to anybody; policies of the Settings Catalog and intents only',
        }),
      ),
      platforms: Type.Optional(
        Type.Array(Type.String(), {
          description:
            'Platforms that it is for; policies of the Settings Catalog only. Examples: windows10, macOS, linux',
        }),
      ),
      technologies: Type.Optional(
        Type.Array(Type.String(), {
          description:
            'Channels that it is managed by; policies of the Settings Catalog only. Examples: mdm, linuxMdm, microsoftSense',
        }),
      ),
      settingCount: Type.Optional(
        Type.Number({
          description:
            'How many settings it has; policies of the Settings Catalog only',
        }),
      ),
      templateFamily: Type.Optional(
        Type.String({
          description:
            'Family of the template that it was made from; policies of the Settings Catalog only. Examples: endpointSecurityAntivirus, baseline',
        }),
      ),
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
