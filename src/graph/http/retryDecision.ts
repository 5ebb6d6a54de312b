/** What to do about a failed attempt: a pure function of what went wrong so far. */
import {
  GraphResponseError,
  GraphTransportError,
  LoginError,
  obstacleOf,
} from '../errors/errors';
import {
  LONGEST_REACH_PAUSE_MS,
  LONGEST_RETRY_AFTER_MS,
  maxAttempts,
} from '../basics/limits';
import type { Pause } from '../pacing/workloadPacer';
import type { RefusalKind } from '../errors/refusals';

export type RetryDecision =
  | { readonly kind: 'giveUp' }
  /** The token was refused: get a new one and try again. */
  | { readonly kind: 'refreshToken' }
  /** Wait, then try again. */
  | {
      readonly kind: 'retry';
      readonly delayMs: number;
      /** True when the whole workload has to wait, false when only this request has to. */
      readonly pausesWorkload: boolean;
    };

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;

type TransientKind = keyof typeof maxAttempts;

/** After an error of Entra ID, MSAL repeats the same error for a minute without asking again. */
const LOGIN_DELAY_MS = 61_000;

/** Two refusals must be so far apart for the second one to confirm the first. */
const PROVING_DELAY_MS = 3_000;

const shortestDelayMs: Partial<Record<TransientKind, number>> = {
  login: LOGIN_DELAY_MS,
  entraId: LOGIN_DELAY_MS,
  momentary: PROVING_DELAY_MS,
  notApplicable: PROVING_DELAY_MS,
};

const longestDelayMs: Partial<Record<TransientKind, number>> = {
  unreached: LONGEST_REACH_PAUSE_MS,
};

/** Kinds that are not in it would come again. */
const transientRefusals: Partial<Record<RefusalKind, TransientKind>> = {
  throttled: 'throttling',
  busy: 'throttling',
  tookTooLong: 'throttling',
  siblingFailed: 'throttling',
  serverError: 'serverError',
  brokenToken: 'tokenParsing',
  momentary: 'momentary',
  notApplicable: 'notApplicable',
};

/** Microsoft asks to treat a busy service like throttling. https://learn.microsoft.com/graph/best-practices-concept */
const pausingKinds: ReadonlySet<RefusalKind> = new Set([
  'throttled',
  'busy',
] as const);

const GIVE_UP: RetryDecision = { kind: 'giveUp' };

/**
 * @param failures of one request so far, the last one being the one to decide about
 * @param random in [0, 1), for the jitter
 * @see https://learn.microsoft.com/graph/throttling
 */
export function decideRetry(
  failures: readonly Error[],
  random: () => number,
): RetryDecision {
  const failure = failures.at(-1);
  if (isRefusedToken(failure) && failures.filter(isRefusedToken).length === 1) {
    return { kind: 'refreshToken' };
  }
  const kind = transientKind(failure);
  if (kind === undefined) {
    return GIVE_UP;
  }
  const wait = requestedDelayMs(failure);
  const made = failures.filter((other) => transientKind(other) === kind).length;
  if (made >= maxAttempts[kind]) {
    return GIVE_UP;
  }
  return {
    kind: 'retry',
    // Never earlier than Graph asks; the jitter keeps many requests apart.
    delayMs: Math.max(
      wait * (1 + random() / 100),
      // A request that waited as asked and is refused again waits longer each time.
      Math.min(
        backoffMs(wait ? made - 1 : made),
        longestDelayMs[kind] ?? LONGEST_DELAY_MS,
      ) *
        (0.5 + random() / 2),
      shortestDelayMs[kind] ?? 0,
    ),
    pausesWorkload: isAboutTheWorkload(failure),
  };
}

/**
 * For how long the whole workload has to wait; undefined when it does not have to.
 * It waits as Graph asks even when the request itself is given up.
 */
export function pauseAfter(
  failure: Error,
  decision: RetryDecision,
): Pick<Pause, 'delayMs' | 'isAsked'> | undefined {
  if (!isAboutTheWorkload(failure)) {
    return undefined;
  }
  const asked = requestedDelayMs(failure);
  const delayMs = decision.kind === 'retry' ? decision.delayMs : asked;
  return { delayMs, isAsked: asked > 0 };
}

/** undefined for a failure that would come again. */
function transientKind(failure: unknown): TransientKind | undefined {
  const persistence = obstacleOf(failure)?.persistence;
  if (persistence === 'lasting' || persistence === 'unreached') {
    return persistence === 'lasting' ? undefined : 'unreached';
  }
  if (failure instanceof GraphResponseError) {
    return transientRefusals[failure.kind];
  }
  if (failure instanceof GraphTransportError) {
    return 'transport';
  }
  if (failure instanceof LoginError) {
    if (failure.aadsts === undefined) {
      return failure.isWithoutIdentity ? undefined : 'login';
    }
    return failure.isEntraUnavailable ? 'entraId' : undefined;
  }
  return undefined;
}

/**
 * Whether the whole workload has to wait. It has to after every answer with a
 * `Retry-After`, because the service asks for the wait. It does not after a 500, a
 * 502 or a 504 without one, because Graph sends these to single requests while it
 * answers others. An outage still makes no storm: each request waits for itself,
 * callers wait for their answers, and batches begin nothing new while many requests
 * are delayed (`BatchQueue`).
 */
function isAboutTheWorkload(failure: unknown): boolean {
  return (
    failure instanceof GraphResponseError &&
    (pausingKinds.has(failure.kind) || requestedDelayMs(failure) > 0)
  );
}

function isRefusedToken(failure: unknown): boolean {
  return failure instanceof GraphResponseError && failure.status === 401;
}

/** 0 when no delay was asked for; an absurd one is cut. */
function requestedDelayMs(failure: unknown): number {
  return failure instanceof GraphResponseError
    ? Math.min(failure.retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS)
    : 0;
}

function backoffMs(attemptsMade: number): number {
  return attemptsMade === 0
    ? 0
    : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attemptsMade - 1));
}
