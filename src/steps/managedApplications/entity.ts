/** intune_managed_application: an application that Intune gives to devices. */
import { Type } from '@sinclair/typebox';
import { createEntityMetadata, nullable } from '../../model/entities';

const textOrNull = (description: string) =>
  nullable(Type.String(), { description });

export const [ManagedApplicationEntity, createManagedApplicationEntity] =
  createEntityMetadata({
    resourceName: 'Managed Application',
    _class: ['Application'],
    _type: 'intune_managed_application',
    description: 'An application that Microsoft Intune manages',
    schema: Type.Object({
      publisher: textOrNull('Publisher of the application'),
      isPublished: Type.Boolean({
        description: 'Whether the application is ready to be assigned',
      }),
      lastUpdatedOn: Type.Optional(
        Type.Number({
          description:
            'Time of the last change, in milliseconds since the Unix epoch',
        }),
      ),
      featured: Type.Optional(
        Type.Boolean({
          description: 'Please use isFeatured instead',
          deprecated: true,
        }),
      ),
      isFeatured: Type.Optional(
        Type.Boolean({
          description:
            'Indicates that this app is being featured on the Company Portal',
        }),
      ),
      privacyInformationURL: textOrNull('Address of the privacy statement'),
      informationURL: textOrNull('Address of more information'),
      developer: textOrNull('Most often the same as the owner'),
      version: textOrNull('Version of the application'),
      committedContentVersion: textOrNull(
        'Version of the content that was uploaded last',
      ),
      name: Type.Optional(
        Type.String({ description: 'Name in lower case, or its id' }),
      ),
      packageId: textOrNull('Package identifier of an Android application'),
      bundleId: Type.Optional(
        Type.String({
          description: 'Bundle identifier of an application of Apple devices',
        }),
      ),
      appType: Type.Optional(
        Type.String({
          description:
            'Type of the application in Microsoft Graph. Examples: win32LobApp, iosVppApp, androidManagedStoreApp',
        }),
      ),
      isAssigned: Type.Optional(
        Type.Boolean({
          description: 'Whether the application is assigned to anybody',
        }),
      ),
      sizeInByte: Type.Optional(
        Type.Number({
          description:
            'Size of what was uploaded, in bytes; of uploaded applications only',
        }),
      ),
    }),
  });
