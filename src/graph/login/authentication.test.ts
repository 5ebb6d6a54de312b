import type { GetTokenOptions, TokenCredential } from '@azure/identity';
import { FakeClock } from '#test/graph/fakeClock';
import { FakeCredential } from '#test/graph/fakeCredential';
import { GraphAuthentication } from './authentication';
import { GraphAbortError, LoginError } from '../errors/errors';

const SCOPE = 'https://graph.microsoft.com/.default';
const MINUTE_MS = 60_000;
const SECRET = 'very-secret';

interface Fixture {
  readonly clock: FakeClock;
  readonly credential: FakeCredential;
  readonly authentication: GraphAuthentication;
}

function fixture(): Fixture {
  const clock = new FakeClock();
  const credential = new FakeCredential(clock);
  const authentication = new GraphAuthentication(credential, SCOPE, clock);
  return { clock, credential, authentication };
}

/** What the client makes of an error of the credential. */
async function loginErrorOf(failure: unknown): Promise<LoginError> {
  const { credential, authentication } = fixture();
  credential.failures.push(failure);
  const error: unknown = await authentication
    .getAccessToken()
    .catch((reason: unknown) => reason);
  if (!(error instanceof LoginError)) {
    throw new TypeError('Not a LoginError', { cause: error });
  }
  return error;
}

/** As @azure/identity words it. */
function identityError(codes: string, description: string): Error {
  const message = `invalid_client: Error(s): ${codes} - Timestamp: 2026-01-01 03:07:11Z - Description: ${description} - Correlation ID: 4f0c - Trace ID: 9b1d`;
  const error = new Error(message);
  error.name = 'AuthenticationRequiredError';
  return Object.assign(error, {
    request: { body: `client_secret=${SECRET}` },
    cause: new Error(SECRET),
  });
}

describe('getAccessToken', () => {
  test('logs in once for all', async () => {
    const { credential, authentication } = fixture();
    const tokens = await Promise.all(
      Array.from({ length: 5 }, () => authentication.getAccessToken()),
    );
    expect(new Set(tokens)).toEqual(new Set(['token-1']));
    expect(await authentication.getAccessToken()).toBe('token-1');
    expect(credential.scopes).toEqual([SCOPE]);
    expect(credential.claims).toEqual([undefined]);
  });

  test('renews the token five minutes before it expires', async () => {
    const { clock, credential, authentication } = fixture();
    await authentication.getAccessToken();
    clock.advance(55 * MINUTE_MS - 1);
    expect(await authentication.getAccessToken()).toBe('token-1');
    clock.advance(1);
    expect(await authentication.getAccessToken()).toBe('token-2');
    expect(credential.claims).toEqual([undefined, undefined]);
  });

  test('tries again after a failure', async () => {
    const { credential, authentication } = fixture();
    credential.failures.push(new Error('offline'));
    await expect(authentication.getAccessToken()).rejects.toThrow(LoginError);
    expect(await authentication.getAccessToken()).toBe('token-2');
  });
});

describe('reject', () => {
  test("makes the next login look past MSAL's cache", async () => {
    const { credential, authentication } = fixture();
    authentication.reject(await authentication.getAccessToken());
    expect(await authentication.getAccessToken()).toBe('token-2');
    expect(credential.claims[0]).toBeUndefined();
    expect(JSON.parse(credential.claims[1] ?? '')).toEqual({
      access_token: { nbf: { essential: true } },
    });
  });

  test('asks for claims until there is another token, and no longer', async () => {
    const { clock, credential, authentication } = fixture();
    authentication.reject(await authentication.getAccessToken());
    credential.failures.push(new Error('offline'));
    await expect(authentication.getAccessToken()).rejects.toThrow(LoginError);
    await authentication.getAccessToken();
    clock.advance(60 * MINUTE_MS);
    await authentication.getAccessToken();
    expect(credential.claims.map((claims) => claims !== undefined)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test.each([['token-0'], [undefined]])(
    'leaves the token alone when %p was refused',
    async (refused) => {
      const { authentication } = fixture();
      await authentication.getAccessToken();
      authentication.reject(refused);
      expect(await authentication.getAccessToken()).toBe('token-1');
    },
  );
});

describe('a login error', () => {
  test.each([
    [
      '7000215',
      identityError(
        '7000215',
        "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app 'c3a1'. Trace ID: 9b1d Correlation ID: 4f0c Timestamp: 2026-01-01 03:07:11Z",
      ),
      "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app 'c3a1'.",
    ],
    [
      '700016',
      identityError(
        '700016',
        "AADSTS700016: Application with identifier 'c3a1' was not found in the directory 'Contoso'. This can happen if the application has not been installed by the administrator of the tenant.\r\nTrace ID: 9b1d\r\nCorrelation ID: 4f0c",
      ),
      "AADSTS700016: Application with identifier 'c3a1' was not found in the directory 'Contoso'. This can happen if the application has not been installed by the administrator of the tenant.",
    ],
    [
      '90002',
      identityError(
        '90002',
        "AADSTS90002: Tenant 'f1d5' not found. Check to make sure you have the correct tenant ID.",
      ),
      "AADSTS90002: Tenant 'f1d5' not found. Check to make sure you have the correct tenant ID.",
    ],
  ])(
    'keeps the code and the sentence of %s',
    async (code, failure, sentence) => {
      const error = await loginErrorOf(failure);
      expect(error.aadsts).toBe(code);
      expect(error.message).toBe(`No access token: ${sentence}`);
    },
  );

  test.each([
    [
      'endpoints_resolution_error: See https://aka.ms/msal.js.errors#endpoints_resolution_error for details',
    ],
    ['getaddrinfo ENOTFOUND login.microsoftonline.com'],
  ])('has no code when Entra ID was not reached: %s', async (message) => {
    const error = await loginErrorOf(new Error(message));
    expect(error.aadsts).toBeUndefined();
    expect(error.message).toBe(`No access token: ${message}`);
  });

  test('holds nothing of the error that it stands for', async () => {
    const error = await loginErrorOf(identityError('7000215', 'AADSTS7000215'));
    expect(error.cause).toBeUndefined();
    expect(Object.keys(error).sort()).toEqual([
      'aadsts',
      'endpoint',
      'isTemporary',
      'isWithoutIdentity',
      'messageCode',
      'name',
      'obstacle',
    ]);
    expect(error.message).not.toContain(SECRET);
  });

  test.each([
    ['CredentialUnavailableError', 'ManagedIdentityCredential: none', true],
    ['CredentialUnavailableError', 'endpoints_resolution_error', false],
    ['AuthenticationError', 'ManagedIdentityCredential: 500', false],
  ])(
    '%s: %s says whether there is no identity',
    async (name, text, expected) => {
      const failure = Object.assign(new Error(text), { name });
      const error = await loginErrorOf(failure);
      expect(error.isWithoutIdentity).toBe(expected);
    },
  );

  test.each([
    ['temporarily_unavailable: Error(s): 50187 - AADSTS50187: Sorry.', true],
    ['invalid_client: Error(s): 50187 - AADSTS50187: Sorry.', false],
    ['invalid_client: Error(s): 50087 - AADSTS50087: Sorry.', true],
  ])('%s says whether it ends by itself', async (message, expected) => {
    const error = await loginErrorOf(new Error(message));
    expect(error.isEntraUnavailable).toBe(expected);
  });

  test('is made when the credential gives no token', async () => {
    const clock = new FakeClock();
    const credential = { getToken: () => Promise.resolve(null) };
    const authentication = new GraphAuthentication(credential, SCOPE, clock);
    await expect(authentication.getAccessToken()).rejects.toThrow(
      new LoginError('the credential returned none'),
    );
  });
});

describe('a login that never ends', () => {
  it.each([
    ['during the login', false],
    ['before', true],
  ])('ends when the client is closed %s', async (_, isBefore) => {
    const { clock } = fixture();
    const closing = new AbortController();
    const signals: GetTokenOptions['abortSignal'][] = [];
    const credential: TokenCredential = {
      getToken: (_scopes, options) => {
        signals.push(options?.abortSignal);
        return new Promise<never>(() => undefined);
      },
    };
    const authentication = new GraphAuthentication(credential, SCOPE, clock, {
      closing: closing.signal,
    });
    if (isBefore) {
      closing.abort();
    }
    const login = authentication.getAccessToken();
    closing.abort();
    await expect(login).rejects.toThrow(GraphAbortError);
    expect(signals.map((signal) => signal?.aborted)).toEqual(
      isBefore ? [] : [true],
    );
  });

  it('is given up', async () => {
    const { clock } = fixture();
    const credential = { getToken: () => new Promise<never>(() => undefined) };
    const authentication = new GraphAuthentication(credential, SCOPE, clock, {
      loginMs: 20,
    });
    await expect(authentication.getAccessToken()).rejects.toThrow(
      new LoginError('no answer within 0.02 s (limit loginMs)'),
    );
  });
});

describe('tenantId', () => {
  const tid = '11111111-2222-4333-8444-555555555555';
  const jwt = (payload: string) =>
    `header.${Buffer.from(payload).toString('base64url')}.signature`;

  test.each([
    [jwt(JSON.stringify({ tid, roles: [] })), tid],
    [jwt(JSON.stringify({ roles: [] })), undefined],
    [jwt(JSON.stringify({ tid: 7 })), undefined],
    [jwt('null'), undefined],
    [jwt('no JSON'), undefined],
    ['opaque', undefined],
  ])('of the token %j is %j', async (token, expected) => {
    const clock = new FakeClock();
    const expiresOnTimestamp = clock.now() + 60 * MINUTE_MS;
    const credential: TokenCredential = {
      getToken: () => Promise.resolve({ token, expiresOnTimestamp }),
    };
    const authentication = new GraphAuthentication(credential, SCOPE, clock);
    expect(await authentication.tenantId()).toBe(expected);
  });
});
