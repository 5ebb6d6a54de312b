/** Errors of the Intune service, which wraps its own JSON into Graph's message. */
import { randomUUID } from 'node:crypto';
import { badRequest, GraphError } from './errors';

/** What every Intune call answers in a tenant without Intune. */
export const notApplicable = () =>
  badRequest('Request not applicable to target tenant.');

export function intuneAccessDenied(
  permissions: readonly string[],
  path: string,
): GraphError {
  const message = `Application is not authorized to perform this operation. Application must have one of the following scopes: ${permissions.join(', ')} - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: ${randomUUID()} - Url: https://fef.emulator.manage.microsoft.com/StatelessFEService${path}`;
  const wrapped = {
    _version: 3,
    Message: message,
    CustomApiErrorPhrase: '',
    RetryAfter: null,
    ErrorSourceService: '',
    HttpHeaders: '{}',
  };
  const json = JSON.stringify(wrapped, null, 2).replaceAll('\n', '\r\n');
  return new GraphError(403, 'Forbidden', json);
}
