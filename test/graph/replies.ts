/** Builds the answers that a script gives. An `Error` stands for an answer that never came. */
import { GraphTransportError } from '../../src/graph/errors/errors';

export interface HttpReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type Reply = HttpReply | Error;

export function ok(body: unknown): HttpReply {
  return { status: 200, body };
}

/** One page of a collection. */
export function page(value: readonly unknown[], nextLink?: string): HttpReply {
  return ok({
    value,
    ...(nextLink !== undefined && { '@odata.nextLink': nextLink }),
  });
}

export function failed(
  status: number,
  // A 403 without a code names no lasting cause, and is tried again.
  code = status === 403 ? 'Authorization_RequestDenied' : '',
  headers: Readonly<Record<string, string>> = {},
  message = 'It went wrong.',
): HttpReply {
  return { status, headers, body: { error: { code, message } } };
}

export function throttled(retryAfter?: string): HttpReply {
  const headers = { 'Retry-After': retryAfter ?? '' };
  return failed(
    429,
    'TooManyRequests',
    retryAfter === undefined ? {} : headers,
    'Too many requests. Please try again later.',
  );
}

export function refusedToken(): HttpReply {
  return failed(
    401,
    'InvalidAuthenticationToken',
    {},
    'Access token has expired or is not yet valid.',
  );
}

export function lostPageToken(): HttpReply {
  return failed(
    400,
    'Directory_ExpiredPageToken',
    {},
    'The specified page token value has expired and can no longer be included in your request.',
  );
}

export function brokenConnection(): GraphTransportError {
  return new GraphTransportError('GET /v1.0/users', 'network', 'ECONNRESET');
}
