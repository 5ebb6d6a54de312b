/** What can happen to one request of a batch, and to the batch as an envelope. */
import { answers, envelopes, type Fault } from '../../emulator';
import type { Cell } from './cell';
import { batchedListings, batchedObjects, batches } from './batchTargets';
import type { LastingFault } from './everyRequest';
import { expectationOf, rulesOf, type Target } from './target';

/** In seconds. */
const SHORTLY = 0.05;

const once: readonly Fault[] = [
  answers.tooManyRequests(SHORTLY),
  answers.tooManyRequests(),
  answers.unavailable(SHORTLY),
  answers.gatewayTimeout(),
  answers.serverError,
  answers.expiredToken,
  answers.leftOut,
];

const forGood: readonly LastingFault[] = [
  [answers.tooManyRequests(), 'broken', /429 TooManyRequests/],
  [answers.serverError, 'unreadable', /500 InternalServerError/],
  [answers.expiredToken, 'refused', /401|InvalidAuthenticationToken/],
  [answers.forbidden, 'refused', /403|Forbidden/],
  [answers.leftOut, 'unreadable', /without an answer to this request/],
];

/** Of the batch as a whole. */
const envelopesOnce: readonly Fault[] = [envelopes.half, envelopes.unknownIds];
const envelopesForGood: readonly LastingFault[] = [
  [envelopes.unknownIds, 'unreadable', /without an answer to this request/],
  [envelopes.none, 'broken', /the answer has no responses/],
];

export const batchCells: readonly Cell[] = [
  ...[...batchedListings, ...batchedObjects].flatMap((target) => [
    ...once.map((fault) => healingItem(target, fault)),
    ...forGood.map((fault) => lastingItem(target, fault)),
  ]),
  ...batches.flatMap((target) => [
    ...envelopesOnce.map((fault) => healingEnvelope(target, fault)),
    ...envelopesForGood.map((fault) => lastingEnvelope(target, fault)),
  ]),
];

export function healingItem(target: Target, fault: Fault): Cell {
  return healing(target, `${fault.name} in a batch`, fault);
}

export function lastingItem(target: Target, lasting: LastingFault): Cell {
  const [{ name }] = lasting;
  return forever(target, `${name} in a batch`, target.endpoint, lasting);
}

function healingEnvelope(target: Target, fault: Fault): Cell {
  return healing(target, fault.name, fault);
}

function lastingEnvelope(target: Target, lasting: LastingFault): Cell {
  const [fault] = lasting;
  // What is left out is named by itself, and no longer by its batch.
  const endpoint = fault === envelopes.none ? target.endpoint : 'GET /';
  return forever(target, fault.name, endpoint, lasting);
}

function healing(target: Target, name: string, fault: Fault): Cell {
  const { steps, request, way } = target;
  return {
    fault: `${name}, once`,
    steps,
    request,
    way,
    rules: () => rulesOf(target, { when: { first: 1 }, fault }),
    expectation: target.healed ?? { kind: 'same' },
  };
}

function forever(
  target: Target,
  name: string,
  endpoint: string,
  [fault, failure, cause]: LastingFault,
): Cell {
  const { steps, request, way } = target;
  return {
    fault: `${name}, for good`,
    steps,
    request,
    way,
    rules: () => rulesOf(target, { fault }),
    expectation: expectationOf(target, failure, cause, endpoint),
  };
}
