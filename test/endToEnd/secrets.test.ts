/** Where secrets and tokens go: to the host that they are for, and nowhere else. Other tests look at what their runs leave, too. */
import { exitCodes } from '../../scripts/exitCodes';
import {
  generateTenant,
  startEmulator,
  type Emulator,
  type HttpMiddleware,
} from '../emulator';
import type { HttpAnswer, HttpRequest } from '../emulator/http/message';
import { bundleOf, originalsOf } from './supportBundle';
import { collectFrom } from './workspace';

jest.setTimeout(120_000);

/** All that anybody logs: the SDK, our client, the login library. */
const loudest = { LOG_LEVEL: 'trace', AZURE_LOG_LEVEL: 'verbose' };

interface Exchange {
  readonly request: HttpRequest;
  readonly answer: HttpAnswer;
}

const exchanges: Exchange[] = [];

const overhear: HttpMiddleware = async (request, next) => {
  const answer = await next(request);
  exchanges.push({ request, answer });
  return answer;
};

let emulator: Emulator;

async function start(middleware: readonly HttpMiddleware[] = []) {
  emulator = await startEmulator({
    tenant: generateTenant({ size: 'small' }),
    exportPolls: 0,
    // Few devices need no export otherwise.
    refusedReports: { getConfigurationPolicyDevicesReport: 'forbidden' },
    middleware: [overhear, ...middleware],
  });
}

beforeEach(() => {
  exchanges.length = 0;
});

afterEach(() => emulator.close());

const isTokenRequest = ({ url }: HttpRequest) => /\/token(\?|$)/.test(url);
const hostOf = (origin: string) => new URL(origin).host;

/** Tokens that were handed out. */
function tokens(): string[] {
  return exchanges
    .filter(({ request }) => isTokenRequest(request))
    .map(({ answer }) => JSON.parse(String(answer.body)) as object)
    .flatMap((body) =>
      'access_token' in body ? [String(body.access_token)] : [],
    );
}

/** Requests that hold a text, other than in the part that is allowed to. */
function holders(
  text: string,
  allowed: (request: HttpRequest) => 'body' | 'authorization' | undefined,
): string[] {
  return exchanges.flatMap(({ request }) => {
    const part = allowed(request);
    const { authorization, ...headers } = request.headers;
    const others = {
      url: request.url,
      headers,
      authorization: part === 'authorization' ? undefined : authorization,
      body: part === 'body' ? undefined : request.body,
    };
    return JSON.stringify(others).includes(text) ? [request.url] : [];
  });
}

test('the loudest good run shows nothing; the secret goes to the login, the token to Graph', async () => {
  await start();

  const { exitCode, files, entities } = await collectFrom(emulator, loudest);

  expect(exitCode).toBe(0);
  const log = files.get('j1-integration.log');
  expect(log).toContain('Microsoft Graph request');
  expect(log).toContain('azure:identity');
  const graph = hostOf(emulator.origin);
  const blobs = hostOf(emulator.blobOrigin);
  const hosts = exchanges.map(({ request }) => request.headers.host);
  expect(new Set(hosts)).toEqual(new Set([graph, blobs]));
  expect(
    holders(emulator.app.clientSecret, (request) =>
      isTokenRequest(request) ? 'body' : undefined,
    ),
  ).toEqual([]);
  const [token, ...more] = tokens();
  expect(more).toEqual([]);
  expect(
    holders(token, ({ headers, url }) =>
      headers.host === graph && /^\/(v1\.0|beta)\//.test(url)
        ? 'authorization'
        : undefined,
    ),
  ).toEqual([]);
  expect([...files.values()].join('\n')).not.toContain(token);

  // Names, too, are in none of the files that go to support.
  const { clientSecret, clientId, tenant } = emulator.app;
  const bundle = await bundleOf(files, { CLIENT_SECRET: clientSecret });
  const hidden = [...originalsOf(entities), token, clientSecret];
  expect(
    [...hidden, clientId, tenant].filter((text) =>
      bundle.toLowerCase().includes(text.toLowerCase()),
    ),
  ).toEqual([]);
});

test('nor does a run with a wrong secret', async () => {
  await start();

  const { exitCode } = await collectFrom(emulator, {
    ...loudest,
    CLIENT_SECRET: 'wrong~secret~value',
  });

  expect(exitCode).toBe(1);
  expect(tokens()).toEqual([]);
});

test('nor does a run whose servers repeat what they were sent', async () => {
  const repeat: HttpMiddleware = async (request, next) => {
    const isDownload = request.url.includes('sig=');
    const isRefused = isDownload || request.url.startsWith('/v1.0/users');
    if (!isRefused) {
      return next(request);
    }
    const message = `Refused: ${request.url} ${request.headers.authorization}`;
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ error: { code: 'Forbidden', message } });
    return { status: 403, headers, body };
  };
  await start([repeat]);

  const { exitCode, output } = await collectFrom(emulator, loudest);

  expect(exitCode).toBe(exitCodes.partial);
  expect(output).toContain('users');
});
