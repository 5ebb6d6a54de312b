/** What can happen to any request: once, which heals, and for good. */
import { answers, type Fault } from '../../emulator';
import type { Cell } from './cell';
import { batches } from './batchTargets';
import { optionalRequests } from './optionalTargets';
import { reportTargets } from './reportTargets';
import { expectationOf, rulesOf, type Failure, type Target } from './target';
import { listings, singleRequests } from './targets';

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

/** A fault that stays, and what the error says of it. */
export type LastingFault = readonly [
  fault: Fault,
  failure: Failure,
  cause: RegExp,
];

const forGood: readonly LastingFault[] = [
  [answers.unavailable(), 'broken', /503 ServiceNotAvailable/],
  [answers.serverError, 'unreadable', /500 InternalServerError/],
  [answers.reset, 'broken', /no usable answer \(network\)/],
  [answers.htmlPage, 'unreadable', /the body is not JSON/],
  [answers.redirect, 'misshapen', /302, a redirect/],
  [answers.expiredToken, 'refused', /401|InvalidAuthenticationToken/],
  [answers.forbidden, 'refused', /403|Forbidden/],
  [answers.notFound, 'absent', /404 Request_ResourceNotFound/],
];

const targets: readonly Target[] = [
  ...singleRequests,
  ...listings,
  ...batches,
  ...optionalRequests,
  ...reportTargets,
];

export const everyRequestCells: readonly Cell[] = targets.flatMap((target) => [
  ...once.map((fault) => healing(target, fault)),
  ...forGood.map((fault) => lasting(target, fault)),
]);

export function healing(target: Target, fault: Fault): Cell {
  const { steps, request, way, start = 1 } = target;
  return {
    fault: `${fault.name}, once`,
    steps,
    request,
    way,
    rules: () => rulesOf(target, { when: { nth: start }, fault }),
    expectation: target.healed ?? { kind: 'same' },
    options:
      fault === answers.never
        ? { limits: { attemptTimeoutMs: ATTEMPT_MS } }
        : undefined,
  };
}

export function lasting(
  target: Target,
  [fault, failure, cause]: LastingFault,
): Cell {
  const { steps, request, way, start = 1 } = target;
  const endpoint =
    failure === 'refused' ? target.refusedEndpoint : target.endpoint;
  // A batch that nothing comes of is not about what is in it.
  const isOfBatch = way === 'batch' && failure === 'unreadable';
  return {
    fault: `${fault.name}, for good`,
    steps,
    request,
    way,
    rules: () => rulesOf(target, { when: { from: start }, fault }),
    expectation: expectationOf(
      target,
      isOfBatch ? 'broken' : failure,
      cause,
      endpoint,
    ),
  };
}
