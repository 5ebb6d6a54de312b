/** microsoft_365_account: the tenant. */
import { Type } from '@sinclair/typebox';
import { createEntityMetadata, nullable } from '../../model/entities';

export const [AccountEntity, createAccountEntity] = createEntityMetadata({
  resourceName: '[AD] Account',
  _class: ['Account'],
  _type: 'microsoft_365_account',
  description: 'A Microsoft 365 tenant',
  schema: Type.Object({
    organizationName: nullable(Type.String(), {
      description: 'Display name of the organization',
    }),
    defaultDomain: Type.Optional(
      Type.String({
        description: 'The verified domain that new users get by default',
      }),
    ),
    verifiedDomains: Type.Optional(
      Type.Array(Type.String(), {
        description: 'All domain names that the organization has verified',
      }),
    ),
    intuneAccountId: Type.Optional(
      Type.String({ description: 'Id of the Intune account of the tenant' }),
    ),
    mobileDeviceManagementAuthority: Type.Optional(
      Type.String({
        description: 'Any of: unknown intune sccm office365',
      }),
    ),
    intuneSubscriptionState: Type.Optional(
      Type.String({
        description:
          'Any of: pending active warning disabled deleted blocked lockedOut',
      }),
    ),
  }),
});
