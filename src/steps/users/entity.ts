/** azure_user: a user of the directory, guests included. */
import { Type } from '@sinclair/typebox';
import { createEntityMetadata, nullable } from '../../model/entities';

const signIn = (description: string) =>
  Type.Optional(
    Type.Number({
      description: `${description}, in milliseconds since the Unix epoch; needs AuditLog.Read.All and a Microsoft Entra ID P1 or P2 licence`,
    }),
  );

export const [UserEntity, createUserEntity] = createEntityMetadata({
  resourceName: '[AD] User',
  _class: ['User'],
  _type: 'azure_user',
  description: 'A user of Microsoft Entra ID',
  schema: Type.Object({
    givenName: nullable(Type.String()),
    jobTitle: nullable(Type.String()),
    mail: Type.Optional(
      Type.String({ description: 'The SMTP address for the user' }),
    ),
    mobilePhone: nullable(Type.String()),
    officeLocation: nullable(Type.String()),
    preferredLanguage: nullable(Type.String()),
    surname: nullable(Type.String()),
    userPrincipalName: nullable(Type.String()),
    userType: nullable(Type.String()),
    accountEnabled: Type.Boolean(),
    usageLocation: nullable(Type.String()),
    lastSignInOn: signIn('Time of the last interactive sign-in'),
    lastNonInteractiveSignInOn: signIn(
      'Time of the last sign-in by a client on behalf of the user',
    ),
    lastSuccessfulSignInOn: signIn('Time of the last successful sign-in'),
  }),
});
