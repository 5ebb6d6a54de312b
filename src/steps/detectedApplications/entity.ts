/** intune_detected_application: an application that was found on devices, of any version. */
import { Type } from '@sinclair/typebox';
import { createEntityMetadata, nullable } from '../../model/entities';

export const [DetectedApplicationEntity, createDetectedApplicationEntity] =
  createEntityMetadata({
    resourceName: 'Detected Application',
    _class: ['Application'],
    _type: 'intune_detected_application',
    description: 'An application that Microsoft Intune found on devices',
    schema: Type.Object({
      version: nullable(Type.String(), {
        description:
          'Version, when all devices have the same; the relationship has that of each device',
      }),
      publisher: Type.Optional(
        Type.String({
          description:
            'Publisher, when all devices that name one name the same; known where each device was read, which is in small tenants and without report exports',
        }),
      ),
      platform: Type.Optional(
        Type.String({
          description:
            'Platform, when it is the same on all devices. Examples: windows, ios, macOS, androidWorkProfile',
        }),
      ),
      sizeInByte: Type.Optional(
        Type.Number({
          description:
            'Size of the largest version, in bytes; known where each device was read, which is in small tenants and without report exports',
        }),
      ),
    }),
  });
