/** What can happen to one request of a batch, and to the batch as an envelope. */
import { answers, envelopes, type Fault } from '../../emulator';
import type { Cell } from './cell';
import {
  batchedListings,
  batchedObjects,
  batches,
  type Target,
} from './targets';

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

/** With what the error says. */
const forGood: readonly (readonly [Fault, RegExp])[] = [
  [answers.tooManyRequests(), /429 TooManyRequests/],
  [answers.serverError, /500 InternalServerError/],
  [answers.expiredToken, /401|InvalidAuthenticationToken/],
  [answers.forbidden, /403|Forbidden/],
  [answers.leftOut, /without an answer to this request/],
];

/** Of the batch as a whole. */
const envelopeFaults: readonly (readonly [Fault, RegExp])[] = [
  [envelopes.half, /without an answer to this request/],
  [envelopes.unknownIds, /without an answer to this request/],
  [envelopes.none, /the answer has no responses/],
];

export const batchCells: readonly Cell[] = [
  ...[...batchedListings, ...batchedObjects].flatMap((target) => [
    ...once.map((fault) => inner(target, fault, 'once')),
    ...forGood.map(([fault, cause]) => inner(target, fault, 'for good', cause)),
  ]),
  ...batches.flatMap((target) =>
    envelopeFaults.flatMap(([fault, cause]) => [
      ...(fault === envelopes.none ? [] : [inner(target, fault, 'once')]),
      ...(fault === envelopes.half
        ? []
        : [inner(target, fault, 'for good', cause)]),
    ]),
  ),
];

/** @param cause of a failure; without one the fault must heal */
function inner(
  { steps, request, on, endpoint }: Target,
  fault: Fault,
  howLong: 'once' | 'for good',
  cause?: RegExp,
): Cell {
  const isEnvelope = on.kind === 'graph';
  return {
    fault: isEnvelope
      ? `${fault.name}, ${howLong}`
      : `${fault.name} in a batch, ${howLong}`,
    steps,
    request,
    rules: () => [
      { on, when: howLong === 'once' ? { first: 1 } : 'every', fault },
    ],
    expectation: cause
      ? {
          kind: 'fails',
          steps,
          // What is left out is named by itself, and no longer by its batch.
          endpoint: isEnvelope && fault !== envelopes.none ? 'GET /' : endpoint,
          cause,
        }
      : { kind: 'same' },
  };
}
