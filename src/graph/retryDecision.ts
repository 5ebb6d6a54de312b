/** What to do about a failed attempt: a pure function of the failure and of what was tried. */
import {
  GraphResponseError,
  GraphTransportError,
  isBrokerThrottling,
  LoginError,
} from './errors';

export type RetryDecision =
  | { readonly kind: 'giveUp' }
  /** The token was refused: get a new one and try again. */
  | { readonly kind: 'refreshToken' }
  /** Pause the workload, then try again. */
  | {
      readonly kind: 'retry';
      readonly delayMs: number;
      /** True when Graph said that we are too fast. */
      readonly isThrottling: boolean;
    };

export interface Attempts {
  /** 1 after the first try. */
  readonly made: number;
  /** Whether a token was already renewed for this request. */
  readonly hasRefreshed: boolean;
}

/** How often a request is tried in all, by what went wrong. */
export const maxAttempts = {
  throttling: 10,
  transport: 6,
  serverError: 4,
  /** Few: @azure/identity itself tries four times each time. */
  login: 3,
};

/** A longer Retry-After fails the request: a run must end some day. */
export const LONGEST_RETRY_AFTER_MS = 15 * 60_000;

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;

const GIVE_UP: RetryDecision = { kind: 'giveUp' };

/**
 * @param random in [0, 1), for the jitter
 * @see https://learn.microsoft.com/graph/throttling
 */
export function decideRetry(
  failure: unknown,
  attempts: Attempts,
  random: () => number,
): RetryDecision {
  const isRefusedToken =
    failure instanceof GraphResponseError && failure.status === 401;
  if (isRefusedToken) {
    return attempts.hasRefreshed ? GIVE_UP : { kind: 'refreshToken' };
  }
  const most = attemptsFor(failure);
  const wait = requestedDelayMs(failure) ?? 0;
  if (attempts.made >= most || wait > LONGEST_RETRY_AFTER_MS) {
    return GIVE_UP;
  }
  return {
    kind: 'retry',
    // Never earlier than asked; the jitter keeps many waiters apart.
    delayMs: wait
      ? wait * (1 + random() / 10)
      : backoffMs(attempts.made) * (0.5 + random() / 2),
    isThrottling: isThrottling(failure),
  };
}

/** Whether the same request may succeed later. */
export function isTransient(failure: unknown): boolean {
  return attemptsFor(failure) > 1;
}

function attemptsFor(failure: unknown): number {
  if (isThrottling(failure)) {
    return maxAttempts.throttling;
  }
  if (failure instanceof GraphTransportError) {
    return maxAttempts.transport;
  }
  if (failure instanceof LoginError) {
    return failure.aadsts === undefined ? maxAttempts.login : 1;
  }
  const isServerError =
    failure instanceof GraphResponseError &&
    failure.status >= 500 &&
    failure.status !== 501;
  return isServerError ? maxAttempts.serverError : 1;
}

function isThrottling(failure: unknown): boolean {
  return (
    failure instanceof GraphResponseError &&
    ([429, 503, 504].includes(failure.status) || isBrokerThrottling(failure))
  );
}

function requestedDelayMs(failure: unknown): number | undefined {
  return failure instanceof GraphResponseError
    ? failure.retryAfterMs
    : undefined;
}

function backoffMs(attemptsMade: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attemptsMade - 1));
}
