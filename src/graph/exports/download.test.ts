/** Sockets and bytes of a download, against a server on this machine. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { HttpsServer } from '#test/graph/httpsServer';
import {
  temporaryPlace,
  type TemporaryPlace,
} from '#test/graph/temporaryFiles';
import {
  GraphAbortError,
  GraphProtocolError,
  GraphResponseError,
  GraphTransportError,
} from '../errors/errors';
import { download } from './download';
import { ExportFileError, LocalFileError } from './exportErrors';
import { defaultLimits, type ExportLimits } from '../basics/limits';
import { Connections } from '../network/connections';

let server: HttpsServer;
let connections: Connections;
let place: TemporaryPlace;
let path: string;

beforeAll(async () => {
  server = await HttpsServer.start();
  connections = new Connections({ keepAlive: false, ca: server.ca });
});
afterAll(async () => {
  connections.destroy();
  await server.stop();
});
beforeEach(() => {
  place = temporaryPlace();
  path = join(place.path, 'file');
});
afterEach(() => place.end());

function fetchFile(
  limits: Partial<ExportLimits> = {},
  origin = server.origin,
  signal = new AbortController().signal,
): Promise<void> {
  return download(`${origin}/files/a.zip?sig=secret`, path, {
    endpoint: 'GET Report.zip',
    connections,
    limits: { ...defaultLimits, ...limits },
    now: () => 0,
    signal,
  });
}

async function failureOf(downloading: Promise<void>): Promise<Error> {
  const failure: unknown = await downloading.catch((error: unknown) => error);
  if (!(failure instanceof Error)) {
    throw new Error('The download succeeded');
  }
  const texts = JSON.stringify([failure.message, failure.stack, failure]);
  expect(texts).not.toMatch(/secret|a\.zip/);
  expect(failure.cause).toBeUndefined();
  return failure;
}

describe('download', () => {
  test('writes what it gets, and sends no token', async () => {
    const content = Buffer.alloc(300_000, 'bytes');
    let headers: IncomingMessage['headers'] = {};
    server.answer = (request, response) => {
      headers = request.headers;
      expect(request.url).toBe('/files/a.zip?sig=secret');
      response.end(content);
    };
    await fetchFile();
    expect(content.equals(await readFile(path))).toBe(true);
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).toMatchObject({ 'user-agent': 'graph-microsoft-365' });
  });

  test.each([301, 302, 307, 308])('does not follow a %i', async (status) => {
    server.answer = (_, response) => {
      response.writeHead(status, { location: `${server.origin}/elsewhere` });
      response.end();
    };
    expect(await failureOf(fetchFile())).toBeInstanceOf(GraphProtocolError);
  });

  test('keeps of an error what tells nobody where the file is', async () => {
    server.answer = (_, response) => {
      response.writeHead(403, {
        'x-ms-error-code': 'AuthenticationFailed',
        'x-ms-request-id': 'r1',
        'retry-after': '3',
      });
      response.end('<Error>sig=secret</Error>');
    };
    const failure = await failureOf(fetchFile());
    expect(failure).toBeInstanceOf(GraphResponseError);
    expect(failure).toMatchObject({
      status: 403,
      code: 'AuthenticationFailed',
      requestId: 'r1',
      retryAfterMs: 3_000,
    });
  });

  test.each([204, 206, 500])('takes no %i for the file', async (status) => {
    server.answer = (_, response) => {
      response.writeHead(status);
      response.end();
    };
    expect(await failureOf(fetchFile())).toMatchObject({ status });
    expect(existsSync(path)).toBe(false);
  });

  test('refuses a file that is too large', async () => {
    server.answer = (_, response) => {
      response.write(Buffer.alloc(200_000));
    };
    const failure = await failureOf(fetchFile({ maxDownloadBytes: 100_000 }));
    expect(failure).toBeInstanceOf(ExportFileError);
    expect(failure).toMatchObject({ fault: 'content' });
  });

  test.each<[string, string, (response: ServerResponse) => void]>([
    [
      'a connection that breaks',
      'network',
      (response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('half', () => response.destroy());
      },
    ],
    ['no answer', 'timeout', () => undefined],
    ['half an answer', 'timeout', (response) => response.write('half')],
  ])('gives up on %s', async (_, fault, answer) => {
    server.answer = (_request, response) => answer(response);
    const failure = await failureOf(fetchFile({ downloadIdleMs: 150 }));
    expect(failure).toBeInstanceOf(GraphTransportError);
    expect(failure).toMatchObject({ fault });
  });

  test('has its time as a whole', async () => {
    server.answer = (_, response) => {
      const timer = setInterval(() => response.write('byte'), 20);
      response.on('close', () => clearInterval(timer));
    };
    const failure = await failureOf(fetchFile({ downloadMs: 200 }));
    expect(failure).toMatchObject({ fault: 'timeout' });
  });

  test('says so when there is nobody', async () => {
    const failure = await failureOf(fetchFile({}, 'https://127.0.0.1:1'));
    expect(failure).toMatchObject({ fault: 'network' });
    expect(failure.message).toContain('ECONNREFUSED');
  });

  test.each([
    ['is full', '/dev/full', 'no space left on device (ENOSPC)'],
    ['is not there', '/nowhere/file', 'no such file or directory (ENOENT)'],
  ])('says so when the disk %s', async (_, elsewhere, cause) => {
    server.answer = (_request, response) => response.end('content');
    path = elsewhere;
    const failure = await failureOf(fetchFile());
    expect(failure).toBeInstanceOf(LocalFileError);
    expect(failure.message).toContain(cause);
  });

  test('ends, and hangs up, when nobody waits for it any more', async () => {
    const ending = new AbortController();
    let hungUp: Promise<unknown> = Promise.resolve();
    server.answer = (_, response) => {
      hungUp = new Promise((resolve) => response.on('close', resolve));
      response.write('a', () => setImmediate(() => ending.abort()));
    };
    const downloading = fetchFile({}, server.origin, ending.signal);
    expect(await failureOf(downloading)).toBeInstanceOf(GraphAbortError);
    await hungUp;
  });
});
