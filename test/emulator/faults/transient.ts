/** What a bad day has in store: every kind of request may fail, and would work a moment later. */
import {
  badGateway,
  gatewayTimeout,
  htmlError,
  htmlPage,
  invalidJson,
  leftOut,
  queryBroker,
  reset,
  serverError,
  tooManyRequests,
  truncated,
  unavailable,
} from './answers';
import type { FaultRule, RandomShare } from './rule';

/** In seconds. */
const shortly = 0.05;

/** Rules for every request: login, Graph, inside a $batch, downloads. */
export function transientFaults(when: RandomShare): FaultRule[] {
  return [
    {
      on: { kind: 'login' },
      when,
      // Not a truncated body: @azure/identity waits for the rest until the time limit ends.
      fault: [unavailable(), serverError, reset],
    },
    {
      on: { kind: 'graph' },
      when,
      fault: [
        tooManyRequests(shortly),
        tooManyRequests(),
        unavailable(shortly),
        unavailable(),
        gatewayTimeout(),
        queryBroker(),
        serverError,
        badGateway,
        htmlError,
        htmlPage,
        invalidJson,
        reset,
        truncated,
      ],
    },
    {
      on: { kind: 'batchItem' },
      when,
      fault: [
        tooManyRequests(shortly),
        tooManyRequests(),
        unavailable(shortly),
        gatewayTimeout(),
        serverError,
        leftOut,
      ],
    },
    {
      on: { kind: 'blob' },
      when,
      fault: [unavailable(), serverError, reset, truncated],
    },
  ];
}
