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
    tenantType: Type.Optional(
      Type.String({
        description: 'Examples: AAD, AAD B2C (customers), CIAM (External ID)',
      }),
    ),
    countryLetterCode: Type.Optional(
      Type.String({
        description: 'Country of the organization, in ISO 3166 code',
      }),
    ),
    isOnPremisesSyncEnabled: Type.Optional(
      Type.Boolean({
        description:
          'True when the tenant is synchronized from Active Directory, false when it no longer is; absent when it never was',
      }),
    ),
    hasEntraIdP1: Type.Optional(
      Type.Boolean({
        description:
          'Whether the tenant has Microsoft Entra ID P1, alone or in another license',
      }),
    ),
    hasEntraIdP2: Type.Optional(
      Type.Boolean({
        description:
          'Whether the tenant has Microsoft Entra ID P2, alone or in another license',
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
