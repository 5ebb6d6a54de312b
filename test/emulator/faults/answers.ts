/** Faults that answer in the service's place: what Graph, the gateways before it and broken connections really do. */
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { BrokenDelivery, Headers, HttpAnswer } from '../http/message';
import { errorBody, GraphError } from '../graph/errors';
import type { Fault } from './rule';

/** In seconds, or as an HTTP date; `undefined` sends no header. */
type RetryAfter = number | string | undefined;

/** https://learn.microsoft.com/graph/errors */
function graphError(
  name: string,
  status: number,
  code: string,
  message: string,
  headers: Headers = {},
): Fault {
  return instead(name, () => {
    const requestId = randomUUID();
    const error = new GraphError(status, code, message);
    return {
      status,
      headers: {
        'Content-Type': 'application/json',
        'request-id': requestId,
        ...headers,
      },
      body: JSON.stringify(
        errorBody(error, { requestId, clientRequestId: requestId }),
      ),
    };
  });
}

/** https://learn.microsoft.com/graph/throttling */
export const tooManyRequests = (retryAfter?: RetryAfter): Fault =>
  graphError(
    named('429', retryAfter),
    429,
    'TooManyRequests',
    'Too many requests',
    retryAfterHeader(retryAfter),
  );

export const unavailable = (retryAfter?: RetryAfter): Fault =>
  graphError(
    named('503', retryAfter),
    503,
    'ServiceNotAvailable',
    'The service is temporarily unavailable. Please try again later.',
    retryAfterHeader(retryAfter),
  );

export const gatewayTimeout = (retryAfter?: RetryAfter): Fault =>
  graphError(
    named('504', retryAfter),
    504,
    'GatewayTimeout',
    'The request timed out.',
    retryAfterHeader(retryAfter),
  );

/** How Intune's reports say that they are asked too often. */
export const queryBroker = (retryAfter?: RetryAfter): Fault =>
  graphError(
    named('500 of the query broker', retryAfter),
    500,
    'InternalServerError',
    'Rate limit reached because of too many requests to query broker. Please retry after sometime.',
    retryAfterHeader(retryAfter),
  );

export const serverError = graphError(
  '500',
  500,
  'InternalServerError',
  'An error has occurred',
);

export const expiredToken = graphError(
  '401',
  401,
  'InvalidAuthenticationToken',
  'Lifetime validation failed, the token is expired.',
);

export const forbidden = graphError(
  '403',
  403,
  'Forbidden',
  'Access to the resource is forbidden.',
);

export const notFound = graphError(
  '404',
  404,
  'Request_ResourceNotFound',
  'The resource does not exist or one of its queried reference-property objects are not present.',
);

/**
 * Refusals that name no lasting cause, and are gone a moment later: public
 * reports have each of them.
 */
export const momentary: readonly Fault[] = [
  graphError('403 UnknownError', 403, 'UnknownError', ''),
  plain('403 without a body', 403, ''),
  html('403 in HTML', 403, 'Forbidden'),
  plain('400 with nothing in it', 400, ''),
  graphError('408', 408, 'RequestTimeout', 'The request timed out.'),
  graphError('409', 409, 'Conflict', 'The resource is being changed.'),
  graphError('423', 423, 'Locked', 'The resource is locked.'),
  plain('425', 425, ''),
  plain('449', 449, ''),
];

/** A token that Graph cannot read is its own fault: https://github.com/microsoftgraph/msgraph-sdk-java/issues/639 */
export const brokenToken = graphError(
  '401 IDX14100',
  401,
  'InvalidAuthenticationToken',
  'IDX14100: JWT is not well formed, there are no dots (.).',
);

/** Success by its status only. */
export const errorWithSuccess = text(
  '200 with an error',
  JSON.stringify({
    error: { code: 'UnknownError', message: 'Something failed.' },
  }),
);
export const emptyListWithError = text(
  '200 with an error and an empty list',
  JSON.stringify({
    value: [],
    error: { code: 'UnknownError', message: 'Something failed.' },
  }),
);
export const emptyObject = text('200 with {}', '{}');
export const noContent = plain('204', 204, '');

/** An hour, as a date of a clock that is years ahead, and as an epoch. */
export const absurdRetryAfter: readonly Fault[] = [
  renamed('429 with 3,600 s of Retry-After', tooManyRequests(3_600)),
  renamed('429 with an epoch as Retry-After', tooManyRequests(1_795_000_000)),
  renamed(
    '429 with a date of 2099 as Retry-After',
    tooManyRequests('Thu, 01 Jan 2099 00:00:00 GMT'),
  ),
];

/** What must not be seen: the real answer in another form. */
export const otherForms: readonly Fault[] = [
  rewritten('byte order mark', (answer) => ({
    ...answer,
    body: Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      Buffer.from(answer.body),
    ]),
  })),
  rewritten('content-encoding GZIP', (answer) => ({
    ...answer,
    headers: { ...answer.headers, 'Content-Encoding': 'GZIP' },
    body: gzipSync(answer.body),
  })),
  rewritten('"error": null beside the rest', (answer) => ({
    ...answer,
    body: JSON.stringify({
      error: null,
      ...(JSON.parse(String(answer.body)) as object),
    }),
  })),
];

/** https://learn.microsoft.com/graph/paging */
export const expiredPageToken = graphError(
  'expired page token',
  400,
  'Directory_ExpiredPageToken',
  'The specified page token value has expired and can no longer be included in your request.',
);

export const invalidPageToken = graphError(
  'invalid page token',
  400,
  'Request_BadRequest',
  'The page token is not valid.',
);

/** Each of them says the same in other words. */
export const otherLostTokens: readonly Fault[] = [
  graphError(
    '404 for a page token',
    404,
    'DirectoryPageTokenNotFoundException',
    'The page token was not found.',
  ),
  graphError('410 for a page token', 410, 'Gone', 'The page is gone.'),
  // https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/5103
  graphError(
    'invalid skip token without a code',
    400,
    '',
    'Invalid Skip Token',
  ),
];

export const badGateway = html('502 in HTML', 502, 'Bad Gateway');
export const htmlError = html('500 in HTML', 500, 'Something went wrong');
/** What proxies and captive portals do. */
export const htmlPage = html('HTML instead of JSON', 200, 'Please sign in');

export const invalidJson = text('invalid JSON', '{"value": [{"id": "7c');
export const emptyBody = text('empty body', '');

export const redirect: Fault = instead('redirect to another host', () => ({
  status: 302,
  headers: { Location: 'https://graph.microsoft.com.example.org/v1.0/users' },
  body: '',
}));

export const reset = broken('connection reset', 'reset');
export const never = broken('answer that never comes', 'never');

/** The real answer, half of it. */
export const truncated: Fault = {
  name: 'truncated body',
  apply: async (answer) => ({ ...(await answer()), delivery: 'truncated' }),
};

/** Inside a batch: no answer to this one. */
export const leftOut = broken('left out', 'never');

/** Something happens before the answer, which is what it is then. */
export function effect(name: string, happen: () => void): Fault {
  return {
    name,
    apply: (answer) => {
      happen();
      return answer();
    },
  };
}

export function instead(name: string, answer: () => HttpAnswer): Fault {
  return { name, apply: () => Promise.resolve(answer()) };
}

function rewritten(
  name: string,
  rewrite: (answer: HttpAnswer) => HttpAnswer,
): Fault {
  return {
    name,
    apply: async (answer) => {
      const good = await answer();
      return good.status === 200 ? rewrite(good) : good;
    },
  };
}

function renamed(name: string, fault: Fault): Fault {
  return { ...fault, name };
}

function plain(name: string, status: number, body: string): Fault {
  return instead(name, () => ({ status, headers: {}, body }));
}

function html(name: string, status: number, title: string): Fault {
  return instead(name, () => ({
    status,
    headers: { 'Content-Type': 'text/html' },
    body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  }));
}

function text(name: string, body: string): Fault {
  return instead(name, () => ({
    status: 200,
    headers: { 'Content-Type': 'application/json' },
    body,
  }));
}

/** The log shows status 0: nothing was answered. */
function broken(name: string, delivery: BrokenDelivery): Fault {
  return instead(name, () => ({ status: 0, headers: {}, body: '', delivery }));
}

function named(name: string, retryAfter: RetryAfter): string {
  return retryAfter === undefined ? name : `${name} with Retry-After`;
}

function retryAfterHeader(retryAfter: RetryAfter): Headers {
  return retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
}
