/** The login endpoints: what they grant and each way in which they refuse. */
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { ClientSecretCredential } from '@azure/identity';
import { decode, verify, type JwtPayload } from 'jsonwebtoken';
import { EXPIRED_CLIENT_SECRET, generateTenant } from '..';
import { startTestClient, tokenForm, type TestClient } from '../testClient';

const tenant = generateTenant({ size: 'small' });
let client: TestClient;

beforeAll(async () => {
  client = await startTestClient({ tenant });
});
afterAll(() => client.close());

interface LoginErrorBody {
  readonly error: string;
  readonly error_description: string;
  readonly error_codes: readonly number[];
}

function validForm() {
  const { app } = client.emulator;
  return {
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  };
}

test('the OpenID configuration names the endpoints', async () => {
  const { origin } = client.emulator;
  const url = `/${tenant.id}/v2.0/.well-known/openid-configuration`;
  expect((await client.send(url)).json()).toMatchObject({
    token_endpoint: `${origin}/${tenant.id}/oauth2/v2.0/token`,
    issuer: `${origin}/${tenant.id}/v2.0`,
    authorization_endpoint: `${origin}/${tenant.id}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${origin}/${tenant.id}/oauth2/v2.0/logout`,
    jwks_uri: `${origin}/${tenant.id}/discovery/v2.0/keys`,
  });
});

test('an unknown tenant has no OpenID configuration', async () => {
  const answer = await client.send(
    '/nowhere.example/v2.0/.well-known/openid-configuration',
  );
  expect(answer.status).toBe(400);
  expect(answer.json()).toMatchObject({
    error: 'invalid_tenant',
    error_codes: [90002],
  });
});

test.each([
  ['its id', tenant.id],
  ['its initial domain', 'contoso.onmicrosoft.com'],
  ['another domain, whatever the case', 'Fabrikam.Example'],
])('a tenant goes by %s', async (_, name) => {
  const answer = await client.send(
    `/${name}/oauth2/v2.0/token`,
    tokenForm(validForm()),
  );
  expect(answer.status).toBe(200);
  expect(answer.json()).toEqual({
    token_type: 'Bearer',
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: expect.any(String),
  });
});

test('the token is a signed JWT of an app', async () => {
  const token = await client.login();
  const answer = await client.send(`/${tenant.id}/discovery/v2.0/keys`);
  const [key] = answer.json<{ keys: JsonWebKey[] }>().keys;
  const publicKey = createPublicKey({ key, format: 'jwk' });
  const claims = verify(token, publicKey) as JwtPayload;
  expect(claims).toMatchObject({
    aud: 'https://graph.microsoft.com',
    iss: `https://sts.windows.net/${tenant.id}/`,
    appid: client.emulator.app.clientId,
    idtyp: 'app',
    tid: tenant.id,
    roles: expect.arrayContaining(['Directory.Read.All']),
  });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3600);
});

test('new roles are in the next token only', async () => {
  const other = await startTestClient({ tenant, roles: ['User.Read.All'] });
  const before = await other.login();
  other.emulator.setRoles(['Group.Read.All']);
  const after = await other.login();
  other.emulator.setRoles([]);
  const none = await other.login();
  await other.close();
  expect(decode(before)).toMatchObject({ roles: ['User.Read.All'] });
  expect(decode(after)).toMatchObject({ roles: ['Group.Read.All'] });
  expect(decode(none)).not.toHaveProperty('roles');
});

test.each<
  [string, Readonly<Record<string, string | undefined>>, number, string, number]
>([
  ['an unknown app', { client_id: 'x' }, 400, 'unauthorized_client', 700016],
  ['a wrong secret', { client_secret: 'x' }, 401, 'invalid_client', 7000215],
  [
    'an expired secret',
    { client_secret: EXPIRED_CLIENT_SECRET },
    401,
    'invalid_client',
    7000222,
  ],
  ['no secret', { client_secret: undefined }, 401, 'invalid_client', 7000216],
  ['no grant', { grant_type: undefined }, 400, 'invalid_request', 900144],
  [
    'another grant',
    { grant_type: 'password' },
    400,
    'unsupported_grant_type',
    70003,
  ],
  ['no client', { client_id: undefined }, 400, 'invalid_request', 900144],
  ['no scope', { scope: undefined }, 400, 'invalid_request', 900144],
  [
    'a scope of one permission',
    { scope: 'https://graph.microsoft.com/User.Read.All' },
    400,
    'invalid_scope',
    1002012,
  ],
  [
    'a scope of another service',
    { scope: 'https://elsewhere.example/.default' },
    400,
    'invalid_resource',
    500011,
  ],
])('%s is refused', async (_, change, status, error, code) => {
  const answer = await client.send(
    `/${tenant.id}/oauth2/v2.0/token`,
    tokenForm({ ...validForm(), ...change }),
  );
  const body = answer.json<LoginErrorBody>();
  expect(answer.status).toBe(status);
  expect(body).toMatchObject({ error, error_codes: [code] });
  expect(body.error_description).toMatch(new RegExp(`^AADSTS${code}: `));
});

test('a token of an unknown tenant is refused', async () => {
  const answer = await client.send(
    '/nowhere.example/oauth2/v2.0/token',
    tokenForm(validForm()),
  );
  expect(answer.status).toBe(400);
  expect(answer.json()).toMatchObject({
    error: 'invalid_request',
    error_codes: [90002],
  });
});

test('the token endpoint takes a POST of a form only', async () => {
  const url = `/${tenant.id}/oauth2/v2.0/token`;
  const get = await client.send(url);
  expect(get.json()).toMatchObject({ error_codes: [900561] });
  const json = await client.send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(validForm()),
  });
  expect(json.json()).toMatchObject({ error_codes: [900144] });
});

describe('@azure/identity', () => {
  function credential(secret: string) {
    const { origin, app, certificatePem } = client.emulator;
    return new ClientSecretCredential(app.tenant, app.clientId, secret, {
      authorityHost: origin,
      disableInstanceDiscovery: true,
      tlsOptions: { ca: certificatePem },
    });
  }
  const scope = 'https://graph.microsoft.com/.default';

  test('logs in, and its token opens Graph', async () => {
    const { app } = client.emulator;
    const token = await credential(app.clientSecret).getToken(scope);
    const answer = await client.send('/v1.0/organization', {
      headers: { authorization: `Bearer ${token.token}` },
    });
    expect(answer.status).toBe(200);
    expect(token.expiresOnTimestamp).toBeGreaterThan(Date.now());
  });

  test('says which secret is wrong', async () => {
    await expect(credential('wrong').getToken(scope)).rejects.toMatchObject({
      name: 'AuthenticationRequiredError',
      message: expect.stringContaining('AADSTS7000215'),
    });
  });
});
