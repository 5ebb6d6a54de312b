/** The client credentials grant: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
import type { HttpAnswer, HttpRequest } from '../http/message';
import { app, EXPIRED_CLIENT_SECRET, type Credentials } from './app';
import { assertionProblem } from './clientAssertion';
import { loginErrorAnswer, loginErrors, type LoginError } from './errors';
import { jsonAnswer } from './json';
import type { Tokens } from './tokens';

export interface TokenEndpoint {
  /** Names the tenant in error messages. */
  readonly directory: string;
  /** Whose `/.default` scope is granted. */
  readonly resources: readonly string[];
  readonly tokens: Tokens;
  readonly credentials: Credentials;
  /** Of this endpoint, by each name of the tenant. */
  readonly addresses: readonly string[];
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

type Form = Readonly<Record<string, string | undefined>>;

export function answerTokenRequest(
  request: HttpRequest,
  endpoint: TokenEndpoint,
): HttpAnswer {
  const form = readForm(request);
  const problem =
    formProblem(form) ??
    credentialProblem(form, endpoint) ??
    scopeProblem(form, endpoint);
  if (problem !== undefined) {
    return loginErrorAnswer(problem, form['client-request-id']);
  }
  const { tokens } = endpoint;
  // Entra ID counts from the moment before it signed: 3599 for a token of an hour.
  const expiresIn = Math.max(tokens.lifetimeSeconds - 1, 0);
  return jsonAnswer(200, {
    token_type: 'Bearer',
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: tokens.issue(resourceOf(form.scope ?? '')),
  });
}

/** Anything but a form counts as empty. */
function readForm({ headers, body }: HttpRequest): Form {
  const contentType = headers['content-type'] ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(contentType)) return {};
  return Object.fromEntries(new URLSearchParams(body));
}

function formProblem(form: Form): LoginError | undefined {
  if (!form.grant_type) return loginErrors.missingParameter('grant_type');
  if (form.grant_type !== 'client_credentials') {
    return loginErrors.unsupportedGrant(form.grant_type);
  }
  if (!form.client_id) return loginErrors.missingParameter('client_id');
  if (!form.scope) return loginErrors.missingParameter('scope');
  return undefined;
}

function credentialProblem(
  form: Form,
  { directory, credentials, addresses }: TokenEndpoint,
): LoginError | undefined {
  const clientId = form.client_id ?? '';
  if (clientId.toLowerCase() !== app.clientId) {
    return loginErrors.unknownApp(clientId, directory);
  }
  if (form.client_assertion) {
    const context = { clientId, credentials, audiences: addresses };
    return form.client_assertion_type === ASSERTION_TYPE
      ? assertionProblem(form.client_assertion, context)
      : loginErrors.missingParameter('client_assertion_type');
  }
  return secretProblem(form.client_secret, clientId);
}

function secretProblem(
  secret: string | undefined,
  clientId: string,
): LoginError | undefined {
  switch (secret) {
    case app.clientSecret:
      return undefined;
    case EXPIRED_CLIENT_SECRET:
      return loginErrors.expiredSecret(clientId);
    case undefined:
    case '':
      return loginErrors.missingSecret();
    default:
      return loginErrors.wrongSecret(clientId);
  }
}

function scopeProblem(
  { scope = '' }: Form,
  { resources, directory }: TokenEndpoint,
): LoginError | undefined {
  if (!scope.endsWith('/.default')) return loginErrors.invalidScope(scope);
  const resource = resourceOf(scope);
  return resources.includes(resource)
    ? undefined
    : loginErrors.unknownResource(resource, directory);
}

function resourceOf(scope: string): string {
  return scope.slice(0, -'/.default'.length);
}
