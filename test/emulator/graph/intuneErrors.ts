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
  const message = `Application is not authorized to perform this operation. Application must have one of the following scopes: ${permissions.join(', ')}`;
  return new GraphError(403, 'Forbidden', wrap(message, path));
}

/** An object that is not there, or not any more. */
export const resourceNotFound = () =>
  new GraphError(404, 'ResourceNotFound', wrap('An error has occurred', ''));

export const intuneBadRequest = (message: string) =>
  new GraphError(400, 'BadRequest', wrap(message, ''));

function wrap(message: string, path: string): string {
  const wrapped = {
    _version: 3,
    Message: `${message} - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: ${randomUUID()} - Url: https://fef.emulator.manage.microsoft.com/StatelessFEService${path}`,
    CustomApiErrorPhrase: '',
    RetryAfter: null,
    ErrorSourceService: '',
    HttpHeaders: '{}',
  };
  return JSON.stringify(wrapped, null, 2).replaceAll('\n', '\r\n');
}
