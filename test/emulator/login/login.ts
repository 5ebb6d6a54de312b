/** The login endpoints of one tenant: OpenID configuration, signing keys and tokens. */
import type { HttpAnswer, HttpRequest } from '../http/message';
import type { Tenant } from '../tenant';
import type { Credentials } from './app';
import { loginErrorAnswer, loginErrors } from './errors';
import { jsonAnswer } from './json';
import {
  answerManagedIdentity,
  MANAGED_IDENTITY_PATH,
} from './managedIdentity';
import { answerTokenRequest } from './tokenEndpoint';
import type { Tokens } from './tokens';

const loginPath =
  /^\/([^/]+)\/(v2\.0\/\.well-known\/openid-configuration|discovery\/v2\.0\/keys|oauth2\/v2\.0\/token)\/?$/;

export interface Login {
  readonly tenant: Tenant;
  readonly tokens: Tokens;
  readonly origin: string;
  /** Whose `/.default` scope is granted. */
  readonly resources: readonly string[];
  readonly credentials: Credentials;
}

export function isLoginUrl(url: string): boolean {
  const path = pathOf(url);
  return loginPath.test(path) || path === MANAGED_IDENTITY_PATH;
}

export function answerLogin(request: HttpRequest, login: Login): HttpAnswer {
  if (pathOf(request.url) === MANAGED_IDENTITY_PATH) {
    const identity = login.credentials.managedIdentity;
    return answerManagedIdentity(request, { ...login, identity });
  }
  const [, tenantName = '', endpoint = ''] =
    loginPath.exec(pathOf(request.url)) ?? [];
  const isTokenEndpoint = endpoint.startsWith('oauth2');
  if (!isTenant(login.tenant, decodeURIComponent(tenantName))) {
    const error = isTokenEndpoint ? 'invalid_request' : 'invalid_tenant';
    return loginErrorAnswer(loginErrors.unknownTenant(tenantName, error));
  }
  if (endpoint.startsWith('v2.0')) {
    return jsonAnswer(200, openIdConfiguration(login));
  }
  if (!isTokenEndpoint) return jsonAnswer(200, login.tokens.publicKeys());
  return tokenAnswer(request, login);
}

function tokenAnswer(request: HttpRequest, login: Login): HttpAnswer {
  if (request.method !== 'POST') {
    return loginErrorAnswer(loginErrors.onlyPost(request.method));
  }
  const { tenant, origin, ...rest } = login;
  return answerTokenRequest(request, {
    ...rest,
    directory: tenant.organization.displayName ?? tenant.id,
    addresses: namesOf(tenant).map(
      (name) => `${origin}/${name}/oauth2/v2.0/token`,
    ),
  });
}

function isTenant(tenant: Tenant, name: string): boolean {
  return namesOf(tenant).some(
    (known) => known.toLowerCase() === name.toLowerCase(),
  );
}

/** A tenant goes by its id and by each of its verified domains. */
function namesOf({ id, organization }: Tenant): string[] {
  const domains = organization.verifiedDomains ?? [];
  return [id, ...domains.map(({ name }) => name ?? id)];
}

/** https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document */
function openIdConfiguration({ origin, tenant }: Login) {
  const authority = `${origin}/${tenant.id}`;
  return {
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: [
      'client_secret_post',
      'private_key_jwt',
    ],
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    response_types_supported: ['code'],
    scopes_supported: ['openid'],
    issuer: `${authority}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
    tenant_region_scope: 'NA',
  };
}

function pathOf(url: string): string {
  return url.split('?', 1)[0];
}
