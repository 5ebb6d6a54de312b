/** Client assertions: what the token endpoint takes, and each way in which it refuses. */
import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { sign, type Algorithm, type JwtHeader } from 'jsonwebtoken';
import { generateTenant } from '..';
import {
  createClientCertificate,
  type TestCertificate,
} from '../../support/clientCertificate';
import { startTestClient, tokenForm, type TestClient } from '../testClient';

const tenant = generateTenant({ size: 'small' });
const cluster = generateKeyPairSync('rsa', { modulusLength: 2048 });
const issuer = 'https://cluster.example';
const subject = 'system:serviceaccount:x:y';
let registered: TestCertificate;
let expired: TestCertificate;
let stranger: TestCertificate;
let client: TestClient;

beforeAll(async () => {
  const past = { from: new Date('2020-01-01'), to: new Date('2021-01-01') };
  [registered, expired, stranger] = await Promise.all([
    createClientCertificate(),
    createClientCertificate(past),
    createClientCertificate(),
  ]);
  const publicKey = cluster.publicKey
    .export({ type: 'spki', format: 'pem' })
    .toString();
  client = await startTestClient({
    tenant,
    credentials: {
      certificates: [registered.certificate, expired.certificate],
      federated: [{ issuer, subject, publicKey }],
    },
  });
});
afterAll(() => client.close());

interface Changes {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, string | undefined>>;
  readonly algorithm?: Algorithm;
  /** Signed by another key than the header says. */
  readonly key?: string;
}

const clientId = () => client.emulator.app.clientId;
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

function thumbprint({ certificate }: TestCertificate, algorithm: string) {
  const { raw } = new X509Certificate(certificate);
  return createHash(algorithm).update(raw).digest('base64url');
}

/** As MSAL makes it. */
function assertion(by: TestCertificate, changes: Changes = {}): string {
  const { algorithm = 'PS256', key = by.privateKey } = changes;
  const header = {
    alg: algorithm,
    'x5t#S256': thumbprint(by, 'sha256'),
    ...changes.header,
  } as JwtHeader;
  const claims = {
    aud: `${client.emulator.origin}/${tenant.id}/oauth2/v2.0/token`,
    iss: clientId(),
    sub: clientId(),
    jti: 'an-id',
    nbf: inSeconds(0),
    exp: inSeconds(600),
    ...changes.claims,
  };
  return sign(claims, key, { header, algorithm });
}

function federated(claims: Readonly<Record<string, unknown>> = {}): string {
  return sign(
    {
      iss: issuer,
      sub: subject,
      aud: 'api://AzureADTokenExchange',
      exp: inSeconds(600),
      ...claims,
    },
    cluster.privateKey,
    { algorithm: 'RS256' },
  );
}

async function codeFor(text: string, changes = {}): Promise<unknown> {
  const answer = await client.send(
    `/${tenant.id}/oauth2/v2.0/token`,
    tokenForm({
      grant_type: 'client_credentials',
      client_id: clientId(),
      scope: 'https://graph.microsoft.com/.default',
      client_assertion_type:
        'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: text,
      ...changes,
    }),
  );
  return answer.status === 200
    ? 'a token'
    : answer.json<{ error_codes: number[] }>().error_codes[0];
}

test.each<[string, () => string]>([
  ['a SHA-256 thumbprint', () => assertion(registered)],
  [
    'a SHA-1 thumbprint and RS256',
    () =>
      assertion(registered, {
        algorithm: 'RS256',
        header: { 'x5t#S256': undefined, x5t: thumbprint(registered, 'sha1') },
      }),
  ],
  ['the token of a trusted cluster', () => federated()],
])('there is a token for %s', async (_, text) => {
  expect(await codeFor(text())).toBe('a token');
});

test.each<[string, () => string, number]>([
  ['no JWT', () => 'rubbish', 50027],
  ['a stranger’s certificate', () => assertion(stranger), 700027],
  ['an expired certificate', () => assertion(expired), 700027],
  [
    'the signature of another key',
    () => assertion(registered, { key: stranger.privateKey }),
    700027,
  ],
  [
    'another application',
    () => assertion(registered, { claims: { sub: 'x' } }),
    700021,
  ],
  [
    'another issuer',
    () => assertion(registered, { claims: { iss: 'x' } }),
    700021,
  ],
  [
    'another endpoint',
    () => assertion(registered, { claims: { aud: 'https://x' } }),
    700023,
  ],
  ['no id', () => assertion(registered, { claims: { jti: undefined } }), 50027],
  [
    'a time that is over',
    () => assertion(registered, { claims: { exp: inSeconds(-3600) } }),
    700024,
  ],
  [
    'a time to come',
    () => assertion(registered, { claims: { nbf: inSeconds(3000) } }),
    700024,
  ],
  ['an unknown cluster', () => federated({ iss: 'https://x' }), 700211],
  ['another audience', () => federated({ aud: 'x' }), 700212],
  ['another account', () => federated({ sub: 'x' }), 700213],
  [
    'an old token of a cluster',
    () => federated({ exp: inSeconds(-3600) }),
    700024,
  ],
])('%s is refused', async (_, text, code) => {
  expect(await codeFor(text())).toBe(code);
});

test('an assertion of no type is refused', async () => {
  expect(
    await codeFor(assertion(registered), { client_assertion_type: undefined }),
  ).toBe(900144);
});

describe('the endpoint of a managed identity', () => {
  const resource = 'https://graph.microsoft.com';
  const query = `api-version=2019-08-01&resource=${resource}`;

  test.each([
    ['its header and version', {}, query, 200],
    ['another header', { 'x-identity-header': 'x' }, query, 401],
    ['another version', {}, `resource=${resource}`, 400],
    ['another resource', {}, `api-version=2019-08-01&resource=x`, 400],
    ['an identity that is not there', {}, `${query}&client_id=x`, 400],
  ])('with %s', async (_, headers, search, status) => {
    const own = await startTestClient({
      tenant,
      credentials: { managedIdentity: { header: 'secret-header' } },
    });
    const answer = await own.send(`/msi/token?${search}`, {
      headers: { 'x-identity-header': 'secret-header', ...headers },
    });
    await own.close();
    expect(answer.status).toBe(status);
  });

  test('there is none without an identity', async () => {
    const answer = await client.send(`/msi/token?${query}`, {
      headers: { 'x-identity-header': 'x' },
    });
    expect(answer.status).toBe(401);
  });
});
