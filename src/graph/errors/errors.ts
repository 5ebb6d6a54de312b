/**
 * Everything that can go wrong between us and Microsoft Graph, as our own error
 * classes. Nothing here keeps a foreign error as its `cause`: the SDK logs
 * errors ten levels deep, request headers included.
 */
import type { Obstacle } from './obstacles';
import { tooLongWait } from './errorText';
import { refusalKind, type RefusalKind } from './refusals';
import type { MessageCode } from '../basics/messageCodes';

/** Every error of the Graph client names the request that failed. */
export abstract class GraphError extends Error {
  /** Method, version and path template: `GET /v1.0/users`. */
  readonly endpoint: string;
  /** What users find this error by; undefined when the message has a code already. */
  abstract readonly messageCode: MessageCode | undefined;

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
      `${endpoint} answered ${answer.status} ${answer.code}: ${answer.message}${requestId}${tooLongWait(answer.retryAfterMs)}`,
    );
    this.status = answer.status;
    this.code = answer.code;
    this.graphMessage = answer.message;
    this.requestId = answer.requestId;
    this.retryAfterMs = answer.retryAfterMs;
  }

  get messageCode(): MessageCode {
    return isForbidden(this) ? 'M365-GRAPH-001' : 'M365-GRAPH-002';
  }

  /** What the answer means. */
  get kind(): RefusalKind {
    const { status, code, graphMessage: message } = this;
    return refusalKind({ status, code, message });
  }
}

export type TransportFault = 'network' | 'timeout' | 'malformed';

const transportCodes: Readonly<Record<TransportFault, MessageCode>> = {
  network: 'M365-GRAPH-003',
  timeout: 'M365-GRAPH-004',
  malformed: 'M365-GRAPH-005',
};

/** No usable answer came: the connection broke, time ran out, or the body is not what it should be. */
export class GraphTransportError extends GraphError {
  readonly messageCode: MessageCode | undefined;
  readonly fault: TransportFault;

  constructor(endpoint: string, fault: TransportFault, detail: string) {
    super(endpoint, `${endpoint} gave no usable answer (${fault}): ${detail}`);
    this.messageCode = transportCodes[fault];
    this.fault = fault;
  }
}

/** The host was not reached, and it is known why: what stands in between has to be changed. */
export class UnreachedError extends GraphTransportError {
  override readonly messageCode = undefined;
  readonly obstacle: Obstacle;

  constructor(endpoint: string, obstacle: Obstacle) {
    super(endpoint, 'network', obstacle.sentence);
    this.obstacle = obstacle;
  }
}

/** An answer that must not be believed or followed. It is never retried. */
export class GraphProtocolError extends GraphError {
  readonly messageCode = 'M365-GRAPH-006';

  constructor(endpoint: string, detail: string) {
    super(endpoint, `${endpoint}: ${detail}`);
  }
}

/**
 * A report counts more rows than it sent, however often it was read. The rows that
 * it sent were yielded before this error.
 */
export class IncompleteReportError extends GraphError {
  readonly messageCode = 'M365-GRAPH-007';
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
  readonly messageCode = 'M365-GRAPH-008';

  constructor(endpoint: string) {
    super(
      endpoint,
      `${endpoint} was given up: its step has ended, or the client was closed`,
    );
  }
}

/**
 * Entra ID's errors that end by themselves, as Microsoft describes them.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const TRANSIENT_AADSTS: ReadonlySet<string> = new Set([
  '50033', // RetryableError: transient.
  '50087', // SasRetryableError: transient, to be tried again.
  '50196', // LoopDetected: too many logins in a short time, perhaps of another run. It ends with a pause.
  '90006', // ExternalServerRetryableError: temporarily unavailable.
  '90012', // RequestTimeout.
  '90024', // RequestBudgetExceededError: transient, to be tried again.
  '90033', // MsodsServiceUnavailable.
  '90055', // TenantThrottlingError: too many requests of the tenant.
  '90090', // GraphRetryableError: temporarily unavailable.
  '90091', // GraphServiceUnreachable.
]);

/** The same in every cloud. */
export const loginEndpoint = 'POST /oauth2/v2.0/token';

export interface LoginErrorMarks {
  /** This machine has no such identity, and will not get one by waiting. */
  readonly isWithoutIdentity?: boolean;
  /** Entra ID answered with OAuth's `temporarily_unavailable`. */
  readonly isTemporary?: boolean;
  /** What stands between here and Entra ID. */
  readonly obstacle?: Obstacle;
}

/** Microsoft Entra ID gave no token. */
export class LoginError extends GraphError {
  readonly messageCode: MessageCode | undefined;
  /** `7000215` of `AADSTS7000215`; undefined when Entra ID was not reached. */
  readonly aadsts?: string;
  readonly isWithoutIdentity: boolean;
  readonly isTemporary: boolean;
  readonly obstacle?: Obstacle;

  constructor(detail: string, aadsts?: string, marks: LoginErrorMarks = {}) {
    super(loginEndpoint, `No access token: ${detail}`);
    this.aadsts = aadsts;
    this.isWithoutIdentity = marks.isWithoutIdentity ?? false;
    this.isTemporary = marks.isTemporary ?? false;
    this.obstacle = marks.obstacle;
    this.messageCode = marks.obstacle ? undefined : 'M365-AUTH-012';
  }

  /** Entra ID answered, but not about the login: the same one may succeed later. */
  get isEntraUnavailable(): boolean {
    return (
      this.aadsts !== undefined &&
      (this.isTemporary || TRANSIENT_AADSTS.has(this.aadsts))
    );
  }
}

/** What stood between here and the host, when that is why a request failed. */
export function obstacleOf(error: unknown): Obstacle | undefined {
  return error instanceof UnreachedError || error instanceof LoginError
    ? error.obstacle
    : undefined;
}

/** Whether Graph answered with an error of one of these kinds. */
function isRefusal(
  error: unknown,
  ...kinds: RefusalKind[]
): error is GraphResponseError {
  return error instanceof GraphResponseError && kinds.includes(error.kind);
}

/**
 * 403, or a 401 that a fresh token did not heal: the application may not. A
 * token that Graph cannot read is Graph's own fault, and no missing permission;
 * neither is a 403 that names no lasting cause.
 */
export function isForbidden(error: unknown): error is GraphResponseError {
  return (
    isRefusal(error, 'forbidden', 'refusedToken', 'notLicensed') &&
    (error.status === 403 || error.status === 401)
  );
}

/** The tenant has no license for what was asked. */
export function isNotLicensed(error: unknown): error is GraphResponseError {
  return isRefusal(error, 'notLicensed');
}

/** Graph refused again and again without a lasting cause: the step does without, and no permission is missing. */
export function isUnexplained(error: unknown): error is GraphResponseError {
  return isRefusal(error, 'momentary');
}

/** 404 or 410: the object or the request does not exist, or no longer. */
export function isNotFound(error: unknown): error is GraphResponseError {
  return isRefusal(error, 'notFound');
}

export function isBadRequest(error: unknown): error is GraphResponseError {
  return error instanceof GraphResponseError && error.status === 400;
}

/** The request does not exist here. A 404 does not tell whether the request or the object is missing. */
export function isUnknownSegment(error: unknown): error is GraphResponseError {
  return (
    isNotFound(error) ||
    (isBadRequest(error) && isRefusal(error, 'unknownRequest'))
  );
}

/** The tenant has no Intune. */
export function isNotApplicableToTenant(error: unknown): boolean {
  return isRefusal(error, 'notApplicable');
}

/** The page token no longer works, and never will again: the collection has to be read from its first page. */
export function isLostPageToken(error: unknown): error is GraphResponseError {
  return isRefusal(error, 'lostPageToken');
}

/** Graph said that we are too fast. */
export function isTooFast(error: unknown): boolean {
  return isRefusal(error, 'throttled');
}

/** Only another request of the same batch failed. */
export function isSiblingFailure(error: unknown): boolean {
  return isRefusal(error, 'siblingFailed');
}

/** Graph could not read the token. It sometimes says so of good tokens, even of new ones, and always of bad ones. */
export function isTokenParsingFault(error: unknown): boolean {
  return isRefusal(error, 'brokenToken');
}

/** An answer is not what was asked for, each time that it was asked for. */
export function isMalformed(error: unknown): error is GraphTransportError {
  return error instanceof GraphTransportError && error.fault === 'malformed';
}

/** The code of an error of Node's or a library's, like `ECONNRESET`. Their messages may hold addresses, paths and ids. */
export function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'unknown';
}

/** The message of whatever was thrown, and nothing else of it. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
