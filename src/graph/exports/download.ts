/**
 * Downloads a file once. The request has no token: the address alone is the right to
 * read the file, and storage refuses requests that also carry a token. No part of
 * an address goes into an error. `node:https` is used because node-fetch waits
 * forever for the rest of a body whose connection broke.
 */
import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import {
  errorCode,
  GraphAbortError,
  GraphError,
  GraphProtocolError,
  GraphResponseError,
  GraphTransportError,
  UnreachedError,
} from '../errors/errors';
import { retryAfterMs } from '../http/retryAfter';
import { ExportFileError, LocalFileError } from './exportErrors';
import type { ExportLimits } from '../basics/limits';
import type { Connections } from '../network/connections';

export interface DownloadOptions {
  /** The name of the file in errors. */
  readonly endpoint: string;
  readonly connections: Connections;
  readonly limits: ExportLimits;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Ends the download. */
  readonly signal: AbortSignal;
}

/**
 * Writes what is at `url` to the file `path`.
 *
 * @throws GraphTransportError for what may heal, GraphResponseError for an error
 * status, GraphProtocolError for a redirect, ExportFileError for too large a file,
 * LocalFileError when the file cannot be written, GraphAbortError
 */
export async function download(
  url: string,
  path: string,
  options: DownloadOptions,
): Promise<void> {
  const { endpoint, connections, limits, signal } = options;
  const address = new URL(url);
  const abort = new AbortController();
  const end = () => abort.abort();
  const late = () => abort.abort(beyond(limits, 'downloadMs'));
  const timer = setTimeout(late, limits.downloadMs);
  signal.addEventListener('abort', end);
  try {
    const message = await send(address, options, abort);
    try {
      check(message, options);
      await write(limited(message, limits), path);
    } finally {
      message.destroy();
    }
  } catch (error) {
    if (error instanceof GraphError || error instanceof ExportFileError) {
      throw error;
    }
    if (signal.aborted) {
      throw new GraphAbortError(endpoint);
    }
    if (abort.signal.aborted) {
      throw new GraphTransportError(
        endpoint,
        'timeout',
        String(abort.signal.reason),
      );
    }
    const obstacle = await connections.obstacle(error, address);
    throw obstacle
      ? new UnreachedError(endpoint, obstacle)
      : new GraphTransportError(endpoint, 'network', errorCode(error));
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

/** The limit that was exceeded, in words. */
function beyond(
  limits: ExportLimits,
  name: 'downloadMs' | 'downloadIdleMs',
): string {
  const how = name === 'downloadMs' ? ' within' : ': nothing for';
  return `the file did not come${how} ${limits[name] / 1_000} s (limit ${name})`;
}

/** Resolves when the head of the answer has come. */
function send(
  url: URL,
  { connections, limits }: DownloadOptions,
  abort: AbortController,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sending = request(url, {
      agent: connections.agentFor(url),
      headers: { 'user-agent': 'graph-microsoft-365' },
    });
    const end = () => {
      sending.destroy();
      // A request that has no connection yet says nothing of its end.
      reject(new Error('The download was ended'));
    };
    abort.signal.addEventListener('abort', end, { once: true });
    sending.setTimeout(limits.downloadIdleMs, () =>
      abort.abort(beyond(limits, 'downloadIdleMs')),
    );
    sending.on('response', resolve);
    sending.on('error', reject);
    sending.end();
  });
}

/** @throws GraphError for everything but 200 */
function check(message: IncomingMessage, { endpoint, now }: DownloadOptions) {
  const { statusCode: status = 0 } = message;
  const header = (name: string) => message.headers[name]?.toString();
  if (status >= 300 && status < 400) {
    throw new GraphProtocolError(
      endpoint,
      `answered ${status}, a redirect, which is not followed`,
    );
  }
  if (status !== 200) {
    throw new GraphResponseError(endpoint, {
      status,
      // https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2
      code: header('x-ms-error-code') ?? '',
      message: 'the file was not given',
      requestId: header('x-ms-request-id'),
      retryAfterMs: retryAfterMs(header, undefined, now()),
    });
  }
}

async function* limited(
  source: AsyncIterable<Buffer>,
  { maxDownloadBytes }: ExportLimits,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maxDownloadBytes) {
      throw new ExportFileError(
        'content',
        `the file is larger than ${maxDownloadBytes} bytes (limit maxDownloadBytes)`,
      );
    }
    yield chunk;
  }
}

/** Connections yield 16 KB at a time, and fewer writes take less time. */
const WRITTEN_AT_ONCE = 256 * 1_024;

async function* gathered(
  source: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= WRITTEN_AT_ONCE) {
      yield Buffer.concat(chunks, bytes);
      chunks = [];
      bytes = 0;
    }
  }
  yield Buffer.concat(chunks, bytes);
}

/** Not by a file stream, whose errors could not be told from those of the connection. */
async function write(
  source: AsyncIterable<Buffer>,
  path: string,
): Promise<void> {
  const file = await local(open(path, 'w', 0o600));
  try {
    for await (const chunk of gathered(source)) {
      await local(file.appendFile(chunk));
    }
  } finally {
    await local(file.close());
  }
}

/** @throws LocalFileError */
async function local<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw new LocalFileError(error);
  }
}
