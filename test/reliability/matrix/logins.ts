/** What can happen at the token endpoint, to the token, and to the clocks. Each run logs in by itself. */
import {
  answers,
  clocks,
  logins,
  type Fault,
  type FaultRule,
} from '../../emulator';
import { stepIds } from '../../../src/run/stepIds';
import type { Cell } from './cell';
import { batches } from './batchTargets';
import type { Target } from './target';
import { listings } from './targets';

const tokenEndpoint = {
  kind: 'login',
  method: 'POST',
  url: /\/token/,
} as const;

/** How its errors name it. */
const TOKEN = 'No access token';

const once: readonly Fault[] = [
  answers.unavailable(),
  answers.serverError,
  answers.tooManyRequests(),
  answers.reset,
  answers.truncated,
  answers.htmlPage,
  answers.never,
];

/** Long enough for an answer that comes, short enough for one that does not. */
const LOGIN_MS = 400;

/** With what the error says. */
const forGood: readonly (readonly [Fault, RegExp])[] = [
  [answers.unavailable(), /No access token/],
  [logins.busyLogin, /AADSTS90033/],
  [answers.reset, /network_error/],
  [answers.htmlPage, /network_error/],
  [answers.never, /no answer within/],
];

/** Those that depend on no other step. */
const firstSteps = [stepIds.account, stepIds.managedDevices];

const loginCell = (
  fault: string,
  rule: Omit<FaultRule, 'on'>,
  cause?: RegExp,
): Cell => ({
  fault,
  steps: [stepIds.account],
  request: 'login',
  way: 'login',
  rules: () => [{ on: tokenEndpoint, ...rule }],
  expectation: cause
    ? { kind: 'fails', steps: firstSteps, endpoint: TOKEN, cause }
    : { kind: 'same' },
  options: { limits: { loginMs: LOGIN_MS } },
});

const DAY_MS = 24 * 60 * 60_000;

const timedTargets: readonly Target[] = [listings[0], listings[2], batches[0]];

export const loginCells: readonly Cell[] = [
  ...once.map((fault) =>
    loginCell(`login: ${fault.name}, once`, { when: { first: 1 }, fault }),
  ),
  ...forGood.map(([fault, cause]) =>
    loginCell(`login: ${fault.name}, for good`, { fault }, cause),
  ),
  loginCell(`login: ${logins.endedToken.name}`, { fault: logins.endedToken }),
  ...timedTargets.flatMap(({ steps, request, way, on }) => [
    {
      fault: 'all tokens end in the middle',
      steps,
      request,
      way,
      rules: ({ expireTokens }) => [
        {
          on,
          when: { nth: 1 },
          fault: answers.effect('tokens end', expireTokens),
        },
      ],
      expectation: { kind: 'same' },
    } satisfies Cell,
    ...[DAY_MS, -DAY_MS].map((skew): Cell => {
      const fault = clocks.throttledBySkewedClock(skew);
      return {
        fault: fault.name,
        steps,
        request,
        way,
        rules: () => [{ on, when: { first: 2 }, fault }],
        expectation: { kind: 'same' },
      };
    }),
  ]),
];
