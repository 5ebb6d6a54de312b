/** The HTTPS server: turns node's messages into plain data and back. */
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Certificate } from './certificate';
import type { HttpAnswer, HttpHandler, HttpRequest } from './message';

const compress = promisify(gzip);
/** Longer than any client keeps an idle connection, so that the server never closes one under a request. */
const keepAliveMilliseconds = 120_000;
const smallestCompressedBody = 1024;

export interface HttpsServer {
  readonly port: number;
  close(): Promise<void>;
}

export const originOf = ({ port }: HttpsServer): string =>
  `https://127.0.0.1:${port}`;

export async function listen(
  { key, cert }: Certificate,
  port: number,
  handler: HttpHandler,
): Promise<HttpsServer> {
  const options: ServerOptions = {
    key,
    cert,
    keepAliveTimeout: keepAliveMilliseconds,
  };
  const server = createServer(options, (incoming, response) => {
    void respond(incoming, response, handler);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return { port: address.port, close: () => close(server) };
}

async function respond(
  incoming: IncomingMessage,
  response: ServerResponse,
  handler: HttpHandler,
): Promise<void> {
  try {
    const request = await readRequest(incoming);
    await send(response, request, await handler(request));
  } catch (error) {
    fail(response, error);
  }
}

/** A mistake of the emulator itself must look like nothing that Graph says, and must not end the test process. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const reason = error instanceof Error ? error.stack : String(error);
  response.statusCode = 500;
  response.end(`The emulator failed: ${reason}`);
}

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const headers = Object.entries(incoming.headers).map(
    ([name, value]) => [name, String(value)] as const,
  );
  return {
    method: incoming.method ?? 'GET',
    url: incoming.url ?? '/',
    headers: Object.fromEntries(headers),
    body: await text(incoming),
  };
}

async function send(
  response: ServerResponse,
  request: HttpRequest,
  answer: HttpAnswer,
): Promise<void> {
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) response.setHeader(name, value);
  }
  response.statusCode = answer.status;
  const { body } = answer;
  const isLongText =
    typeof body === 'string' && body.length >= smallestCompressedBody;
  if (isLongText && acceptsGzip(request)) {
    response.setHeader('Content-Encoding', 'gzip');
    deliver(response, await compress(body, { level: 1 }), answer.delivery);
  } else {
    deliver(response, body, answer.delivery);
  }
}

function deliver(
  response: ServerResponse,
  body: string | Buffer,
  delivery: HttpAnswer['delivery'],
): void {
  switch (delivery) {
    case undefined:
      response.end(body);
      break;
    case 'reset':
      response.destroy();
      break;
    case 'truncated':
      breakOff(response, Buffer.from(body));
      break;
    case 'never':
      // The connection stays open until the client, or the end of the server, closes it.
      break;
  }
}

/** The head promises the whole body; half of it comes. */
function breakOff(response: ServerResponse, body: Buffer): void {
  response.setHeader('Content-Length', body.length);
  const half = body.subarray(0, Math.floor(body.length / 2));
  response.write(half, () => response.destroy());
}

function acceptsGzip({ headers }: HttpRequest): boolean {
  return /\bgzip\b/.test(headers['accept-encoding'] ?? '');
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
