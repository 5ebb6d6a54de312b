/** The endpoint by which Azure App Service gives its processes tokens: https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference */
import type { HttpAnswer, HttpRequest } from '../http/message';
import type { ManagedIdentity } from './app';
import { jsonAnswer } from './json';
import type { Tokens } from './tokens';

export const MANAGED_IDENTITY_PATH = '/msi/token';
const API_VERSION = '2019-08-01';

export interface IdentityEndpoint {
  readonly identity: ManagedIdentity | undefined;
  /** For which services there are tokens. */
  readonly resources: readonly string[];
  readonly tokens: Tokens;
}

export function answerManagedIdentity(
  { method, url, headers }: HttpRequest,
  { identity, resources, tokens }: IdentityEndpoint,
): HttpAnswer {
  const { searchParams } = new URL(url, 'https://127.0.0.1');
  const resource = searchParams.get('resource') ?? '';
  const clientId = searchParams.get('client_id') ?? undefined;
  if (headers['x-identity-header'] !== identity?.header) {
    return refusal(401, 'The identity header is wrong.');
  }
  if (method !== 'GET' || searchParams.get('api-version') !== API_VERSION) {
    return refusal(400, 'The request is not of this API version.');
  }
  if (clientId !== identity?.clientId) {
    return refusal(400, 'No managed identity was found for this client id.');
  }
  if (!resources.includes(resource)) {
    return refusal(400, `There are no tokens for the resource ${resource}.`);
  }
  const expiresOn = Math.floor(Date.now() / 1000) + tokens.lifetimeSeconds;
  return jsonAnswer(200, {
    access_token: tokens.issue(resource),
    expires_on: String(expiresOn),
    resource,
    token_type: 'Bearer',
    client_id: clientId,
  });
}

function refusal(statusCode: number, message: string): HttpAnswer {
  return jsonAnswer(statusCode, { statusCode, message });
}
