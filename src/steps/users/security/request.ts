/** What the users step asks of Microsoft Graph about second factors and administrators. */
import type { UserRegistrationDetails } from '@microsoft/microsoft-graph-types';
import type { GraphRequest } from '../../../graph/request';

/** Of the report, what we read. */
export type RegistrationPayload = Pick<
  UserRegistrationDetails,
  | 'id'
  | 'isAdmin'
  | 'isMfaCapable'
  | 'isMfaRegistered'
  | 'isPasswordlessCapable'
  | 'methodsRegistered'
>;

/**
 * The report of registered authentication methods, without disabled users. Its
 * documentation has no `$select`. UNVERIFIED: that it counts under the limit of
 * identity reports, which sign-ins share.
 */
export const registrationsRequest: GraphRequest<RegistrationPayload> = {
  version: 'v1.0',
  path: '/reports/authenticationMethods/userRegistrationDetails',
  // 1,000 are refused.
  query: { $top: '999' },
  workload: 'signInActivity',
  cost: 1,
  permission: {
    anyOf: ['AuditLog.Read.All'],
    without:
      'the properties isMfaEnabled, mfaEnabled, mfaType, isMfaRegistered and isPasswordlessCapable of azure_user',
    isOptional: true,
  },
  documentation:
    'https://learn.microsoft.com/graph/api/authenticationmethodsroot-list-userregistrationdetails',
};
