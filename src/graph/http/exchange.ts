/**
 * One HTTPS request and its whole answer, over `node:https`: node-fetch 2 waits
 * on and on for the rest of a body whose connection broke, and goes on reading
 * one that is too large.
 */
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import {
  brotliDecompressSync,
  gunzipSync,
  inflateSync,
  type ZlibOptions,
} from 'node:zlib';
import type { Arrivals } from './arrivals';
import { errorCode } from '../errors/errors';
import type { Connections } from '../network/connections';

export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ExchangeOptions {
  readonly connections: Connections;
  /** Ends the exchange wherever it is. */
  readonly signal: AbortSignal;
  /** The largest answer, unpacked. */
  readonly maxBodyBytes: number;
  readonly arrivals: Arrivals;
  /** Called when the head of the answer has come. */
  readonly onHead: () => void;
}

export interface Incoming {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export class BodyTooLargeError extends Error {}

/** @throws BodyTooLargeError, or Node's own error for whatever broke */
export async function exchange(
  outgoing: Outgoing,
  options: ExchangeOptions,
): Promise<Incoming> {
  const message = await send(outgoing, options);
  options.onHead();
  options.arrivals.begin();
  try {
    return {
      status: message.statusCode ?? 0,
      headers: headersOf(message),
      text: await readBody(message, options.maxBodyBytes),
    };
  } finally {
    options.arrivals.end();
  }
}

/** Sends the request; resolves when the head of the answer has come. */
function send(
  { method, url, headers, body }: Outgoing,
  { connections, signal }: ExchangeOptions,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sending = request(url, {
      method,
      agent: connections.agentFor(url),
      headers: { ...headers, 'accept-encoding': 'gzip' },
    });
    const end = () => {
      sending.destroy();
      // A request that has no connection yet says nothing of its end.
      reject(new Error('The exchange was ended'));
    };
    signal.addEventListener('abort', end, { once: true });
    sending.on('response', resolve);
    sending.on('error', reject);
    sending.end(body);
  });
}

/** The text of an answer, unpacked. @throws BodyTooLargeError */
async function readBody(
  message: IncomingMessage,
  maxBodyBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop early ends the connection.
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) {
      throw new BodyTooLargeError();
    }
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks, bytes);
  const encoding = message.headers['content-encoding'] ?? '';
  const unpack = unpackers[encoding.trim().toLowerCase()];
  const options = { maxOutputLength: maxBodyBytes };
  try {
    // At once: a page takes milliseconds, and longer in a queue behind the files that the SDK writes.
    return (unpack ? unpack(body, options) : body).toString('utf8');
  } catch (error) {
    throw errorCode(error) === 'ERR_BUFFER_TOO_LARGE'
      ? new BodyTooLargeError()
      : error;
  }
}

/** Only gzip is asked for, but a proxy may choose for itself. What it packs in another way turns out to be no JSON. */
const unpackers: Readonly<
  Partial<Record<string, (packed: Buffer, options: ZlibOptions) => Buffer>>
> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

function headersOf({ headers }: IncomingMessage): Headers {
  const pairs = Object.entries(headers).map(
    ([name, value]): [string, string] => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ],
  );
  return new Headers(pairs);
}
