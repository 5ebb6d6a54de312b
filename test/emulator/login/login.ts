/** The login endpoints of one tenant: OpenID configuration, signing keys and tokens. */
import type { HttpAnswer, HttpRequest } from '../http/message';
import type { Tenant } from '../tenant';
import { loginErrorAnswer, loginErrors } from './errors';
import { jsonAnswer } from './json';
import { answerTokenRequest } from './tokenEndpoint';
import type { Tokens } from './tokens';

const loginPath =
  /^\/([^/]+)\/(v2\.0\/\.well-known\/openid-configuration|discovery\/v2\.0\/keys|oauth2\/v2\.0\/token)\/?$/;

export interface Login {
  readonly tenant: Tenant;
  readonly tokens: Tokens;
  readonly origin: string;
}

export function isLoginUrl(url: string): boolean {
  return loginPath.test(pathOf(url));
}

export function answerLogin(request: HttpRequest, login: Login): HttpAnswer {
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
  return answerTokenRequest(request, {
    directory: login.tenant.organization.displayName ?? login.tenant.id,
    resources: ['https://graph.microsoft.com', login.origin],
    tokens: login.tokens,
  });
}

/** A tenant goes by its id and by each of its verified domains. */
function isTenant(tenant: Tenant, name: string): boolean {
  const domains = tenant.organization.verifiedDomains ?? [];
  const names = [tenant.id, ...domains.map((domain) => domain.name)];
  return names.some((known) => known?.toLowerCase() === name.toLowerCase());
}

/** https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document */
function openIdConfiguration({ origin, tenant }: Login) {
  const authority = `${origin}/${tenant.id}`;
  return {
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post'],
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
