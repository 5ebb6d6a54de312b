/** What a rule of fault injection says: which requests, which of them, and what goes wrong. */
import type { HttpAnswer } from '../http/message';

/** `batchItem`: one request inside a $batch, whose envelope is a `graph` request of its own. */
export type RequestKind = 'graph' | 'batchItem' | 'login' | 'blob';

/** A request as rules see it. */
export interface FaultedRequest {
  readonly kind: RequestKind;
  readonly method: string;
  /** Path and query: with the version for `graph`, without it for `batchItem`. */
  readonly url: string;
  readonly body: string;
}

/** Every part that is given must fit. */
export interface RequestPattern {
  readonly kind: RequestKind;
  readonly method?: 'GET' | 'POST';
  /** Of path and query. */
  readonly url?: RegExp;
  readonly body?: RegExp;
}

/** Which of the requests that fit, counted from 1. */
export type Occurrence =
  | 'every'
  | { readonly nth: number }
  | { readonly first: number }
  | { readonly from: number }
  | RandomShare;

/**
 * A share of the requests, in (0, 1), drawn from the seed and the request
 * itself: in whatever order requests come, the same ones are hit. No request is
 * hit more than `mostInARow` times one after the other, because whoever tries
 * again gives up some day.
 */
export interface RandomShare {
  readonly share: number;
  readonly seed: number;
  readonly mostInARow: number;
}

export interface Fault {
  /** For the names of tests: `503 without Retry-After`. */
  readonly name: string;
  /** @param answer answers as if nothing was wrong; a fault need not call it */
  readonly apply: (
    answer: () => Promise<HttpAnswer>,
    request: FaultedRequest,
  ) => Promise<HttpAnswer>;
}

export interface FaultRule {
  readonly on: RequestPattern | ((request: FaultedRequest) => boolean);
  /** Default: every one. */
  readonly when?: Occurrence;
  /** Of several, one is drawn; only a `RandomShare` draws. */
  readonly fault: Fault | readonly [Fault, ...Fault[]];
}

export function fits(on: FaultRule['on'], request: FaultedRequest): boolean {
  if (typeof on === 'function') return on(request);
  return (
    on.kind === request.kind &&
    (on.method ?? request.method) === request.method &&
    (on.url?.test(request.url) ?? true) &&
    (on.body?.test(request.body) ?? true)
  );
}
