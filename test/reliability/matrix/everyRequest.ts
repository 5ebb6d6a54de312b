/** What can happen to any request: once, which heals, and for good. */
import { answers, type Fault } from '../../emulator';
import type { Cell } from './cell';
import { optionalRequests } from './optionalTargets';
import { batches, listings, singleRequests, type Target } from './targets';

/** In seconds. */
const SHORTLY = 0.05;

/** Long enough for an answer that comes, short enough for one that does not. */
const ATTEMPT_MS = 400;

const once: readonly Fault[] = [
  answers.tooManyRequests(SHORTLY),
  answers.tooManyRequests(),
  answers.unavailable(SHORTLY),
  answers.unavailable(),
  answers.gatewayTimeout(),
  answers.queryBroker(),
  answers.serverError,
  answers.badGateway,
  answers.htmlError,
  answers.htmlPage,
  answers.invalidJson,
  answers.emptyBody,
  answers.reset,
  answers.truncated,
  answers.never,
  answers.expiredToken,
];

/** With what the error says. */
const forGood: readonly (readonly [Fault, RegExp])[] = [
  [answers.unavailable(), /503 ServiceNotAvailable/],
  [answers.serverError, /500 InternalServerError/],
  [answers.reset, /no usable answer \(network\)/],
  [answers.htmlPage, /the body is not JSON/],
  [answers.redirect, /302, a redirect/],
  [answers.expiredToken, /401|InvalidAuthenticationToken/],
  [answers.forbidden, /403|Forbidden/],
  [answers.notFound, /404 Request_ResourceNotFound/],
];

const targets: readonly Target[] = [
  ...singleRequests,
  ...listings,
  ...batches,
  ...optionalRequests,
];

export const everyRequestCells: readonly Cell[] = targets.flatMap((target) => [
  ...once.map((fault) => healing(target, fault)),
  ...forGood.map(([fault, cause]) => lasting(target, fault, cause)),
]);

export function healing(target: Target, fault: Fault): Cell {
  const { steps, request, on, start = 1 } = target;
  return {
    fault: `${fault.name}, once`,
    steps,
    request,
    rules: () => [{ on, when: { nth: start }, fault }],
    expectation: { kind: 'same' },
    options:
      fault === answers.never
        ? { limits: { attemptTimeoutMs: ATTEMPT_MS } }
        : undefined,
  };
}

export function lasting(target: Target, fault: Fault, cause: RegExp): Cell {
  const { steps, request, on, start = 1 } = target;
  const isRefusal =
    fault === answers.expiredToken || fault === answers.forbidden;
  const endpoint = (isRefusal && target.refusedEndpoint) || target.endpoint;
  const name = `${fault.name}, for good`;
  return {
    fault: name,
    steps,
    request,
    rules: () => [{ on, when: { from: start }, fault }],
    expectation: target.forGood?.(name) ?? {
      kind: 'fails',
      steps,
      endpoint,
      cause,
    },
  };
}
