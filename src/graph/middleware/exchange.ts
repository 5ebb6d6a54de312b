/**
 * One HTTPS request and its whole answer, over `node:https`: node-fetch 2 waits
 * on and on for the rest of a body whose connection broke, and goes on reading
 * one that is too large.
 */
import { request, type Agent } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** Node's default of 16 KiB takes longer to hand over than to unpack. */
const UNPACKED_CHUNK_BYTES = 128 * 1024;

export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ExchangeOptions {
  readonly agent: Agent;
  /** Ends the exchange wherever it is. */
  readonly signal: AbortSignal;
  /** Of the answer, unpacked. */
  readonly maxBodyBytes: number;
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
  return {
    status: message.statusCode ?? 0,
    headers: headersOf(message),
    text: await readBody(message, options.maxBodyBytes),
  };
}

/** Sends the request; resolves when the head of the answer is there. */
function send(
  { method, url, headers, body }: Outgoing,
  { agent, signal }: ExchangeOptions,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sending = request(url, {
      method,
      agent,
      headers: { ...headers, 'accept-encoding': 'gzip' },
    });
    signal.addEventListener('abort', () => sending.destroy(), { once: true });
    sending.on('response', resolve);
    sending.on('error', reject);
    sending.end(body);
  });
}

async function readBody(
  message: IncomingMessage,
  maxBodyBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > maxBodyBytes) {
        throw new BodyTooLargeError();
      }
      chunks.push(chunk);
    }
  };
  // What breaks anywhere in a pipeline ends all of it, the connection included.
  await (message.headers['content-encoding'] === 'gzip'
    ? pipeline(
        message,
        createGunzip({ chunkSize: UNPACKED_CHUNK_BYTES }),
        collect,
      )
    : pipeline(message, collect));
  return Buffer.concat(chunks).toString('utf8');
}

function headersOf({ headers }: IncomingMessage): Headers {
  const pairs = Object.entries(headers).map(
    ([name, value]): [string, string] => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ],
  );
  return new Headers(pairs);
}
