/**
 * What can go wrong between us and JupiterOne's API. The errors of the SDK's
 * HTTP client (axios) have the API key in the headers of their request, in the
 * bytes that were to be sent and in the settings of the proxy; these have a
 * sentence, and the few fields that the SDK reads.
 */
import { readableMessage } from '../../src/graph/errors/errorText';
import { errorCode } from '../../src/graph/errors/errors';
import type { Obstacle } from '../../src/graph/errors/obstacles';
import { coded, type CodedText } from '../../src/graph/basics/messageCodes';
import { UserError } from '../problem';

/** What JupiterOne's API says in its own words. */
interface ApiProblem {
  readonly code?: string;
  readonly message?: string;
}

interface Details {
  /** Of the API, or of the connection. */
  readonly code?: string;
  /** Of the answer, if there was one. */
  readonly status?: number;
  readonly isTransient: boolean;
  /** How long the API asked to wait. */
  readonly retryAfterMs?: number;
}

/** Which request it was. */
export interface Sent {
  readonly method: string;
  /** Relative to the base URL. */
  readonly path: string;
  /** Name and port of the host that it went to. */
  readonly host: string;
}

/** JupiterOne did not answer, or not with what was asked for. */
export class JupiterOneError extends UserError {
  readonly code?: string;
  readonly status?: number;
  /**
   * For the SDK, which makes a batch smaller after status 413. Without the API's
   * own error in it: the SDK would replace this one by a sentence of its own.
   */
  readonly response?: { readonly status: number };
  /** Whether the same request may succeed in a moment. */
  readonly isTransient: boolean;
  readonly retryAfterMs?: number;

  constructor(message: CodedText, details: Details) {
    super(message);
    this.code = details.code;
    this.status = details.status;
    this.response = details.status ? { status: details.status } : undefined;
    this.isTransient = details.isTransient;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** The first one that lies in the causes of an error, or undefined. */
export function jupiterOneErrorIn(error: unknown): JupiterOneError | undefined {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < 10;
    current = current.cause, depth += 1
  ) {
    if (current instanceof JupiterOneError) {
      return current;
    }
  }
  return undefined;
}

/** What the HTTP client throws, as far as it is read. */
interface HttpClientError {
  readonly response?: {
    readonly status: number;
    readonly statusText?: string;
    readonly headers?: Readonly<Record<string, unknown>>;
    readonly data?: unknown;
  };
}

/**
 * @param thrown whatever the HTTP client threw
 * @param obstacle what stands between here and JupiterOne, if something does
 */
export function describeFailure(
  thrown: unknown,
  sent: Sent,
  obstacle?: Obstacle,
): JupiterOneError {
  const { response } = (thrown ?? {}) as HttpClientError;
  if (response) {
    return ofAnswer(response, sent);
  }
  const code = errorCode(thrown);
  if (obstacle) {
    const { sentence, persistence } = obstacle;
    return new JupiterOneError(`JupiterOne could not be reached: ${sentence}`, {
      code,
      isTransient: persistence !== 'lasting',
    });
  }
  const { method, path, host } = sent;
  return new JupiterOneError(
    coded(
      'M365-UPLOAD-008',
      `${host} gave no usable answer to ${method} ${path} (${code}).`,
    ),
    { code, isTransient: true },
  );
}

/** An answer of success that has not the form of the API's: a portal's page, mostly. */
export function describeForeignAnswer(
  response: NonNullable<HttpClientError['response']>,
  sent: Sent,
): JupiterOneError {
  return ofAnswer(response, sent);
}

function ofAnswer(
  response: NonNullable<HttpClientError['response']>,
  sent: Sent,
): JupiterOneError {
  const { status, statusText = '', headers = {} } = response;
  const isRedirect = status >= 300 && status < 400;
  const error = isRedirect ? undefined : problemIn(response.data);
  const what = `${sent.method} ${sent.path} answered ${status}`;
  return new JupiterOneError(
    error
      ? coded(
          'M365-UPLOAD-009',
          `${what} ${error.code ?? ''}: ${readableMessage(error.message ?? statusText)}.${hintFor(status, sent)}`,
        )
      : coded(
          'M365-UPLOAD-010',
          `${what} ${foreignBody(response, sent)}.${hintFor(status, sent)}`,
        ),
    {
      code: error?.code,
      status,
      isTransient: status === 429 || status >= 500 || status < 300,
      retryAfterMs: secondsIn(headers['retry-after']),
    },
  );
}

/** undefined for what JupiterOne's API does not answer with. */
function problemIn(data: unknown): ApiProblem | undefined {
  const error = (data as { error?: unknown } | null | undefined)?.error;
  if (typeof error !== 'object' || error === null) {
    return undefined;
  }
  const { code, message } = error as Record<keyof ApiProblem, unknown>;
  return {
    code: typeof code === 'string' ? code : undefined,
    message: typeof message === 'string' ? message : undefined,
  };
}

function foreignBody(
  { status, headers = {}, data }: NonNullable<HttpClientError['response']>,
  { host }: Sent,
): string {
  if (status >= 300 && status < 400) {
    return `and redirects, which JupiterOne's API never does: a proxy or portal answered in place of ${host}`;
  }
  const type = String(headers['content-type'] ?? 'no content type');
  return typeof data === 'object' && data !== null
    ? 'without a reason'
    : `with ${readableMessage(type)} instead of JSON: a proxy or portal may have answered in place of ${host}`;
}

function hintFor(status: number, { host }: Sent): string {
  switch (status) {
    case 401:
    case 403:
      return ' Check JUPITERONE_API_KEY and JUPITERONE_ACCOUNT.';
    case 404:
      return ` Check INTEGRATION_INSTANCE_ID, and JUPITERONE_API_BASE_URL, which names ${host}.`;
    case 407:
      return ' Check the user name and password in HTTPS_PROXY.';
    default:
      return '';
  }
}

function secondsIn(header: unknown): number | undefined {
  const seconds = Number(header);
  return header !== undefined && header !== '' && seconds >= 0
    ? seconds * 1_000
    : undefined;
}
