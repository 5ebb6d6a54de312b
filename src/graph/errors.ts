/**
 * Everything that can go wrong between us and Microsoft Graph, as our own error
 * classes. Nothing here keeps a foreign error as its `cause`: the SDK logs
 * errors ten levels deep, request headers included.
 */
import { LONGEST_RETRY_AFTER_MS } from './limits';

/** What every error of the Graph client says: where it happened. */
export abstract class GraphError extends Error {
  /** Method, version and path template: `GET /v1.0/users`. */
  readonly endpoint: string;

  protected constructor(endpoint: string, message: string) {
    super(message);
    this.name = new.target.name;
    this.endpoint = endpoint;
  }
}

export interface ErrorAnswer {
  readonly status: number;
  /** Graph's error code; often empty. https://learn.microsoft.com/graph/errors */
  readonly code: string;
  readonly message: string;
  /** Graph's `request-id`, which Microsoft's support asks for. */
  readonly requestId?: string;
  /** Milliseconds to wait, when Graph said so. */
  readonly retryAfterMs?: number;
}

/** Graph answered, with an error status. */
export class GraphResponseError extends GraphError {
  readonly status: number;
  readonly code: string;
  readonly graphMessage: string;
  readonly requestId?: string;
  readonly retryAfterMs?: number;

  constructor(endpoint: string, answer: ErrorAnswer) {
    const requestId = answer.requestId ? ` (request ${answer.requestId})` : '';
    super(
      endpoint,
      `${endpoint} answered ${answer.status} ${answer.code}: ${answer.message}${requestId}${tooLongWait(answer)}`,
    );
    this.status = answer.status;
    this.code = answer.code;
    this.graphMessage = answer.message;
    this.requestId = answer.requestId;
    this.retryAfterMs = answer.retryAfterMs;
  }
}

function tooLongWait({ retryAfterMs: ms = 0 }: ErrorAnswer): string {
  return ms > LONGEST_RETRY_AFTER_MS
    ? `; it asks to wait for ${ms / 1_000} s, and the limit LONGEST_RETRY_AFTER_MS is ${LONGEST_RETRY_AFTER_MS / 1_000} s`
    : '';
}

export type TransportFault = 'network' | 'timeout' | 'malformed';

/** No usable answer came: a broken connection, a timeout, or a body that is not what it should be. */
export class GraphTransportError extends GraphError {
  readonly fault: TransportFault;

  constructor(endpoint: string, fault: TransportFault, detail: string) {
    super(endpoint, `${endpoint} gave no usable answer (${fault}): ${detail}`);
    this.fault = fault;
  }
}

/** An answer that must not be believed or followed: never retried. */
export class GraphProtocolError extends GraphError {
  constructor(endpoint: string, detail: string) {
    super(endpoint, `${endpoint}: ${detail}`);
  }
}

/**
 * A report counts more rows than it gave, however often it was read. What it
 * gave came before this error, and is all that could be had.
 */
export class IncompleteReportError extends GraphError {
  /** Different rows that came. */
  readonly received: number;
  /** Rows that the report says it has. */
  readonly counted: number;

  constructor(endpoint: string, received: number, counted: number) {
    super(
      endpoint,
      `${endpoint}: the report has ${counted} rows and gave only ${received} different ones`,
    );
    this.received = received;
    this.counted = counted;
  }
}

/** Nobody waits for the answer any more: its step has ended, or the client was closed. Never retried. */
export class GraphAbortError extends GraphError {
  constructor(endpoint: string) {
    super(
      endpoint,
      `${endpoint} was given up: its step has ended, or the client was closed`,
    );
  }
}

/**
 * Entra ID's errors that Microsoft describes as transient: the service is
 * unavailable, timed out, or asks to try again.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const TRANSIENT_AADSTS = new Set(['90006', '90012', '90024', '90033', '90090']);

/** The same in every cloud. */
export const loginEndpoint = 'POST /oauth2/v2.0/token';

/** Microsoft Entra ID gave no token. */
export class LoginError extends GraphError {
  /** `7000215` of `AADSTS7000215`; undefined when Entra ID was not reached. */
  readonly aadsts?: string;
  /** This machine has no such identity, and will not get one by waiting. */
  readonly isWithoutIdentity: boolean;

  constructor(detail: string, aadsts?: string, isWithoutIdentity = false) {
    super(loginEndpoint, `No access token: ${detail}`);
    this.aadsts = aadsts;
    this.isWithoutIdentity = isWithoutIdentity;
  }

  /** Entra ID answered, but not about the login: the same one may succeed later. */
  get isEntraUnavailable(): boolean {
    return this.aadsts !== undefined && TRANSIENT_AADSTS.has(this.aadsts);
  }
}

/**
 * 403, or a 401 that a fresh token did not heal: the application may not. A
 * token that Graph cannot read is Graph's own fault, and no missing permission.
 */
export function isForbidden(error: unknown): error is GraphResponseError {
  return (
    error instanceof GraphResponseError &&
    (error.status === 403 || error.status === 401) &&
    !isTokenParsingFault(error)
  );
}

export function isNotFound(error: unknown): error is GraphResponseError {
  return error instanceof GraphResponseError && error.status === 404;
}

export function isBadRequest(error: unknown): error is GraphResponseError {
  return error instanceof GraphResponseError && error.status === 400;
}

/**
 * The request does not exist here. Graph answers 400 with this text to an action
 * that its version does not have:
 * https://github.com/microsoftgraph/microsoft-graph-docs/issues/21262
 */
export function isUnknownSegment(error: unknown): error is GraphResponseError {
  return (
    isNotFound(error) ||
    (isBadRequest(error) &&
      /resource not found for the segment/i.test(error.graphMessage))
  );
}

/**
 * The tenant has no Intune. Graph tells so by this text only: the code is the
 * one of every bad request.
 */
export function isNotApplicableToTenant(error: unknown): boolean {
  return (
    isBadRequest(error) &&
    error.graphMessage === 'Request not applicable to target tenant.'
  );
}

const PAGE_TOKEN_CODES = new Set([
  'Directory_ExpiredPageToken',
  'DirectoryPageTokenNotFoundException',
]);

/**
 * The page token no longer works, and never will again: the collection has to
 * be read from its first page. https://learn.microsoft.com/graph/paging
 */
export function isLostPageToken(error: unknown): error is GraphResponseError {
  return (
    isBadRequest(error) &&
    (PAGE_TOKEN_CODES.has(error.code) ||
      error.graphMessage === 'The page token is not valid.')
  );
}

/**
 * Graph said that we are too fast. Intune hides that in a 500, whose text is all
 * that tells it from a fault.
 */
export function isTooFast(error: unknown): boolean {
  return (
    error instanceof GraphResponseError &&
    (error.status === 429 ||
      (error.status === 500 && /query broker/i.test(error.graphMessage)))
  );
}

/**
 * What Graph now and then says of good tokens, new ones included; of bad ones
 * always. https://github.com/microsoftgraph/msgraph-sdk-java/issues/639
 */
export function isTokenParsingFault(error: unknown): boolean {
  return (
    error instanceof GraphResponseError &&
    error.status === 401 &&
    error.graphMessage.includes('CompactToken parsing failed')
  );
}

/** `ECONNRESET`, `Z_DATA_ERROR`: for errors of others, whose messages may hold addresses, paths and ids. */
export function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'unknown';
}

/** The message of whatever was thrown, and nothing else of it. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
