/**
 * One download of a file, without a token: its address alone is the right to
 * read it, and storage refuses requests that carry another one. Nothing that
 * stands in an address goes into an error. Over `node:https`, because node-fetch
 * waits on and on for the rest of a body whose connection broke.
 */
import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request, type Agent } from 'node:https';
import { pipeline } from 'node:stream/promises';
import {
  errorCode,
  GraphError,
  GraphProtocolError,
  GraphResponseError,
  GraphTransportError,
} from '../errors';
import { retryAfterMs } from '../retryAfter';
import { ExportFileError } from './exportFileError';
import type { ExportLimits } from './limits';

export interface DownloadOptions {
  /** Names the file in errors. */
  readonly endpoint: string;
  readonly agent: Agent;
  readonly limits: ExportLimits;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/**
 * Writes what is at `url` to the file `path`.
 *
 * @throws GraphTransportError for what may heal, GraphResponseError for an error
 * status, GraphProtocolError for a redirect, ExportFileError for too large a file
 */
export async function download(
  url: string,
  path: string,
  options: DownloadOptions,
): Promise<void> {
  const { endpoint, limits } = options;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), limits.downloadMs);
  try {
    const message = await send(url, options, abort);
    try {
      check(message, options);
      await pipeline(
        message,
        (source: AsyncIterable<Buffer>) => limited(source, limits),
        createWriteStream(path, { mode: 0o600 }),
        { signal: abort.signal },
      );
    } finally {
      message.destroy();
    }
  } catch (error) {
    if (error instanceof GraphError || error instanceof ExportFileError) {
      throw error;
    }
    throw abort.signal.aborted
      ? new GraphTransportError(endpoint, 'timeout', 'the file did not come')
      : new GraphTransportError(endpoint, 'network', errorCode(error));
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when the head of the answer is there. */
function send(
  url: string,
  { agent, limits }: DownloadOptions,
  abort: AbortController,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sending = request(url, {
      agent,
      headers: { 'user-agent': 'graph-microsoft-365' },
    });
    abort.signal.addEventListener('abort', () => sending.destroy(), {
      once: true,
    });
    sending.setTimeout(limits.downloadIdleMs, () => abort.abort());
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
        `the file is larger than ${maxDownloadBytes} bytes`,
      );
    }
    yield chunk;
  }
}
