/** azure_user: a user of the directory, guests included. */
import { Type } from '@sinclair/typebox';
import { createEntityMetadata, nullable } from '../../model/entities';

const signIn = (description: string) =>
  Type.Optional(
    Type.Number({
      description: `${description}, in milliseconds since the Unix epoch; needs AuditLog.Read.All and a Microsoft Entra ID P1 or P2 license`,
    }),
  );

const olderSignIn = (newer: string) =>
  Type.Optional(
    Type.String({
      description: `Please use ${newer} instead; the same time as ISO 8601 text`,
      deprecated: true,
    }),
  );

const REPORT =
  'by the report of authentication methods; absent for disabled users, who are not in it; needs AuditLog.Read.All and a Microsoft Entra ID P1 or P2 license';

export const [UserEntity, createUserEntity] = createEntityMetadata({
  resourceName: '[AD] User',
  _class: ['User'],
  _type: 'azure_user',
  description: 'A user of Microsoft Entra ID',
  schema: Type.Object({
    givenName: nullable(Type.String(), { description: 'First name' }),
    jobTitle: nullable(Type.String(), { description: 'Job title' }),
    mail: Type.Optional(
      Type.String({ description: 'The SMTP address for the user' }),
    ),
    mobilePhone: nullable(Type.String(), {
      description: 'Primary cellular telephone number',
    }),
    officeLocation: nullable(Type.String(), {
      description: 'Office location in the place of business',
    }),
    preferredLanguage: nullable(Type.String(), {
      description: 'Preferred language, in ISO 639-1 code. Example: en-US',
    }),
    surname: nullable(Type.String(), { description: 'Last name' }),
    userPrincipalName: nullable(Type.String(), {
      description: 'Login name, in the form of an e-mail address',
    }),
    userType: nullable(Type.String(), {
      description: 'Any of: Member Guest; null for some old accounts',
    }),
    accountEnabled: Type.Boolean({
      description: 'Whether the user may sign in',
    }),
    usageLocation: nullable(Type.String(), {
      description:
        'Country where services are used, in ISO 3166 code. Example: US',
    }),
    lastSignInOn: signIn('Time of the last interactive sign-in'),
    lastNonInteractiveSignInOn: signIn(
      'Time of the last sign-in by a client on behalf of the user',
    ),
    lastSuccessfulSignInOn: signIn('Time of the last successful sign-in'),
    lastSignInDateTime: olderSignIn('lastSignInOn'),
    lastNonInteractiveSignInDateTime: olderSignIn('lastNonInteractiveSignInOn'),
    lastSuccessfulSignInDateTime: olderSignIn('lastSuccessfulSignInOn'),
    isMfaEnabled: Type.Optional(
      Type.Boolean({
        description: `Whether the user registered a method of multifactor authentication that the tenant allows (isMfaCapable), ${REPORT}. It does not show whether a policy enforces it`,
      }),
    ),
    mfaEnabled: Type.Optional(
      Type.Boolean({
        description: 'Please use isMfaEnabled instead',
        deprecated: true,
      }),
    ),
    mfaType: Type.Optional(
      Type.String({
        description: `The authentication methods that the user registered, joined by ", " (example: mobilePhone, microsoftAuthenticatorPush), ${REPORT}`,
      }),
    ),
    isMfaRegistered: Type.Optional(
      Type.Boolean({
        description: `Whether the user registered a strong authentication method, which the tenant may no longer allow, ${REPORT}`,
      }),
    ),
    isPasswordlessCapable: Type.Optional(
      Type.Boolean({
        description: `Whether the user registered a passwordless method that the tenant allows, ${REPORT}`,
      }),
    ),
    isAdmin: Type.Optional(
      Type.Boolean({
        description:
          'Whether the user has a directory role now: with RoleManagement.Read.Directory or Directory.Read.All by the assigned roles, those of groups included; else by the report of authentication methods, which leaves out disabled users. Eligible roles (Privileged Identity Management) are not covered',
      }),
    ),
    directoryRoles: Type.Optional(
      Type.Array(Type.String(), {
        description:
          'Names of the directory roles that the user has now, by itself or by a group, in any scope; needs RoleManagement.Read.Directory or Directory.Read.All. Eligible roles (Privileged Identity Management) are not covered',
      }),
    ),
    licenseIds: Type.Optional(
      Type.Array(Type.String(), {
        description: 'The skuIds of the licenses that are assigned to the user',
      }),
    ),
    licenses: Type.Optional(
      Type.Array(Type.String(), {
        description:
          'Names of these licenses, as Microsoft writes them. Example: SPE_E5',
      }),
    ),
    companyName: Type.Optional(
      Type.String({ description: 'Company, mostly of guests' }),
    ),
    department: Type.Optional(Type.String({ description: 'Department' })),
    employeeType: Type.Optional(
      Type.String({ description: 'Any text. Example: Contractor' }),
    ),
    externalUserState: Type.Optional(
      Type.String({
        description:
          'State of the invitation of a guest. Any of: PendingAcceptance Accepted',
      }),
    ),
    isOnPremisesSyncEnabled: Type.Optional(
      Type.Boolean({
        description:
          'True when the user is synchronized from Active Directory, false when it no longer is; absent when it never was',
      }),
    ),
    onPremisesSamAccountName: Type.Optional(
      Type.String({ description: 'sAMAccountName in Active Directory' }),
    ),
    onPremisesSecurityIdentifier: Type.Optional(
      Type.String({
        description: 'Security identifier (SID) in Active Directory',
      }),
    ),
  }),
});
