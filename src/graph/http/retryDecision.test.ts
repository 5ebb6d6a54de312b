import fc from 'fast-check';
import {
  GraphAbortError,
  GraphProtocolError,
  GraphResponseError,
  GraphTransportError,
  LoginError,
  UnreachedError,
  type ErrorAnswer,
  type TransportFault,
} from '../errors/errors';
import type { Obstacle } from '../errors/obstacles';
import { decideRetry, type RetryDecision } from './retryDecision';
import { coded } from '../basics/messageCodes';
import { LONGEST_RETRY_AFTER_MS, maxAttempts } from '../basics/limits';

const ENDPOINT = 'GET /v1.0/users';
const GIVE_UP: RetryDecision = { kind: 'giveUp' };
const BROKER = 'An error occurred while executing the Query Broker request.';

function answered(
  status: number,
  more: Partial<ErrorAnswer> = {},
): GraphResponseError {
  return new GraphResponseError(ENDPOINT, {
    status,
    code: '',
    message: '',
    ...more,
  });
}

function broken(fault: TransportFault): GraphTransportError {
  return new GraphTransportError(ENDPOINT, fault, 'detail');
}

const obstacle = (persistence: Obstacle['persistence']): Obstacle => ({
  sentence: coded('M365-NET-007', 'a proxy'),
  persistence,
});

function unreached(persistence: Obstacle['persistence']): UnreachedError {
  return new UnreachedError(ENDPOINT, obstacle(persistence));
}

function noLogin(persistence: Obstacle['persistence']): LoginError {
  return new LoginError('a proxy', undefined, {
    obstacle: obstacle(persistence),
  });
}

/** The decision after the same failure so many times. */
function decide(failure: Error, times = 1, random = 0): RetryDecision {
  const failures = Array.from({ length: times }, () => failure);
  return decideRetry(failures, () => random);
}

/** Every failure that may heal: how often it is tried, and whether all others of the workload wait, too. */
const transientFailures: [string, Error, number, boolean][] = [
  ['429', answered(429), maxAttempts.throttling, true],
  ['503', answered(503), maxAttempts.throttling, true],
  ['504', answered(504), maxAttempts.throttling, false],
  [
    '500 of the query broker',
    answered(500, { message: BROKER }),
    maxAttempts.throttling,
    true,
  ],
  ...[408, 409, 423, 425, 449].map(
    (status): [string, Error, number, boolean] => [
      String(status),
      answered(status, { code: 'Any', message: 'any' }),
      maxAttempts.momentary,
      false,
    ],
  ),
  [
    '403 UnknownError',
    answered(403, { code: 'UnknownError', message: 'Access denied' }),
    maxAttempts.momentary,
    false,
  ],
  ['403 with nothing', answered(403), maxAttempts.momentary, false],
  ['400 with nothing', answered(400), maxAttempts.momentary, false],
  ['424', answered(424), maxAttempts.throttling, false],
  [
    'no Intune',
    answered(400, { message: 'request not applicable to target tenant' }),
    maxAttempts.notApplicable,
    false,
  ],
  ['500', answered(500), maxAttempts.serverError, false],
  ['502', answered(502), maxAttempts.serverError, false],
  ['a broken connection', broken('network'), maxAttempts.transport, false],
  ['a timeout', broken('timeout'), maxAttempts.transport, false],
  ['a malformed body', broken('malformed'), maxAttempts.transport, false],
  [
    'a host that was reached before',
    unreached('passing'),
    maxAttempts.transport,
    false,
  ],
  ['no way to log in', new LoginError('offline'), maxAttempts.login, false],
  [
    'a login that was reached before',
    noLogin('passing'),
    maxAttempts.login,
    false,
  ],
  [
    'an Entra ID that is not available',
    new LoginError('AADSTS90033: unavailable', '90033'),
    maxAttempts.entraId,
    false,
  ],
];

const permanentFailures: [string, Error][] = [
  ['400', answered(400, { code: 'BadRequest' })],
  ['400 with words', answered(400, { message: 'Invalid filter' })],
  [
    '400 with Retry-After',
    answered(400, { code: 'BadRequest', retryAfterMs: 1_000 }),
  ],
  [
    '400 of a lost page token',
    answered(400, { code: 'Directory_ExpiredPageToken' }),
  ],
  ['403', answered(403, { code: 'Authorization_RequestDenied' })],
  [
    '403 of a missing scope',
    answered(403, { message: 'must have one of the following scopes: X' }),
  ],
  ['403 Forbidden', answered(403, { code: 'Forbidden' })],
  ['404', answered(404)],
  ['405', answered(405)],
  ['410', answered(410)],
  ['501', answered(501)],
  [
    'the text of the query broker, but not as a 500',
    answered(400, { message: BROKER }),
  ],
  ['a status that is no number', answered(NaN)],
  ['an answer not to be believed', new GraphProtocolError(ENDPOINT, 'detail')],
  [
    'no identity to log in with',
    new LoginError('none', undefined, { isWithoutIdentity: true }),
  ],
  ['something between here and Graph', unreached('lasting')],
  ['something between here and the login', noLogin('lasting')],
  ['a refused login', new LoginError('AADSTS7000215: secret', '7000215')],
  ['a bug', new TypeError('undefined is not a function')],
];

function expectedDelayMs(failure: Error): number {
  if (failure instanceof LoginError) {
    return 61_000;
  }
  const isAtLeastProving =
    failure instanceof GraphResponseError &&
    ['momentary', 'notApplicable'].includes(failure.kind);
  return isAtLeastProving ? 3_000 : 500;
}

describe('decideRetry', () => {
  test.each(transientFailures)(
    'tries %s again, so many times',
    (_, failure, most, pausesWorkload) => {
      expect(decide(failure)).toMatchObject({ kind: 'retry', pausesWorkload });
      expect(decide(failure, most - 1)).toMatchObject({ kind: 'retry' });
      expect(decide(failure, most)).toEqual(GIVE_UP);
    },
  );

  test.each([
    ['Graph', unreached('unreached')],
    ['the login', noLogin('unreached')],
  ])(
    'tries to reach %s again and again, with pauses of 2 s at most',
    (_, failure) => {
      for (const times of [1, 2, 3, 10]) {
        for (const random of [0, 1]) {
          const decision = decide(failure, times, random);
          expect(decision).toMatchObject({ pausesWorkload: false });
          const { delayMs } = decision as { readonly delayMs: number };
          expect(delayMs).toBeGreaterThanOrEqual(500);
          expect(delayMs).toBeLessThanOrEqual(2_000);
        }
      }
    },
  );

  test.each(permanentFailures)('gives up at once after %s', (_, failure) => {
    expect(decide(failure)).toEqual(GIVE_UP);
  });

  test('renews the token after a 401, once', () => {
    const renewal = { kind: 'refreshToken' };
    expect(decide(answered(401))).toEqual(renewal);
    expect(decide(answered(401), 2)).toEqual(GIVE_UP);
    const afterOthers = [answered(429), broken('network'), answered(401)];
    expect(decideRetry(afterOthers, () => 0)).toEqual(renewal);
    const again = [...afterOthers, answered(429), answered(401)];
    expect(decideRetry(again, () => 0)).toEqual(GIVE_UP);
  });

  test('goes on trying when Graph cannot read tokens, new ones included', () => {
    const failure = answered(401, {
      message: 'CompactToken parsing failed with error code: 80049217',
    });
    expect(decide(failure)).toEqual({ kind: 'refreshToken' });
    expect(decide(failure, 2)).toEqual({
      kind: 'retry',
      delayMs: 1_000,
      pausesWorkload: false,
    });
    expect(decide(failure, maxAttempts.tokenParsing - 1)).toMatchObject({
      kind: 'retry',
    });
    expect(decide(failure, maxAttempts.tokenParsing)).toEqual(GIVE_UP);
  });

  test.each([400, 403, 409, 423, 424, 500, 502, 503, 504])(
    'lets the whole workload wait when a transient %d asks for a wait',
    (status) => {
      const asking = answered(status, { retryAfterMs: 10_000 });
      expect(decide(asking)).toEqual({
        kind: 'retry',
        delayMs: 10_000,
        pausesWorkload: true,
      });
    },
  );

  test('gives up at once when nobody waits for the answer', () => {
    expect(decide(new GraphAbortError(ENDPOINT))).toEqual(GIVE_UP);
  });

  test.each(transientFailures)(
    'does not count other failures against %s',
    (_, failure, most, pausesWorkload) => {
      const others = transientFailures
        .filter(([, , attempts]) => attempts !== most)
        .flatMap(([, other, attempts]) =>
          Array.from({ length: attempts - 1 }, () => other),
        );
      const failures = [...others, answered(401), failure];
      expect(decideRetry(failures, () => 0)).toEqual({
        kind: 'retry',
        // MSAL remembers a failed login for a minute.
        delayMs: expectedDelayMs(failure),
        pausesWorkload,
      });
    },
  );

  test('waits twice as long each time, up to a minute', () => {
    const waits = [1, 2, 3, 7, 8, 9].map((made) =>
      decide(answered(429), made, 1),
    );
    expect(waits).toMatchObject(
      [1_000, 2_000, 4_000, 60_000, 60_000, 60_000].map((delayMs) => ({
        delayMs,
      })),
    );
  });

  test('takes a Retry-After of 0 for none', () => {
    expect(decide(answered(429, { retryAfterMs: 0 }))).toMatchObject({
      delayMs: 500,
    });
  });

  test('does not wait longer than a run may last', () => {
    const patient = answered(503, { retryAfterMs: LONGEST_RETRY_AFTER_MS });
    const endless = answered(503, { retryAfterMs: LONGEST_RETRY_AFTER_MS + 1 });
    expect(decide(patient)).toMatchObject({ kind: 'retry' });
    expect(decide(endless)).toMatchObject({
      kind: 'retry',
      delayMs: LONGEST_RETRY_AFTER_MS,
    });
  });

  test('waits longer than asked when what was asked did not suffice', () => {
    const briefly = answered(429, { retryAfterMs: 249 });
    const waits = [1, 2, 3, 9].map((made) => decide(briefly, made));
    expect(waits).toMatchObject(
      [249, 500, 1_000, 30_000].map((delayMs) => ({ delayMs })),
    );
    const patient = answered(429, { retryAfterMs: 300_000 });
    expect(decide(patient, 9)).toMatchObject({ delayMs: 300_000 });
  });

  test('never comes back earlier than Retry-After says, nor much later at first', () => {
    const retryAfter = fc.integer({ min: 1, max: LONGEST_RETRY_AFTER_MS });
    const random = fc.double({
      min: 0,
      max: 1,
      maxExcluded: true,
      noNaN: true,
    });
    const status = fc.constantFrom(429, 500, 502, 503, 504);
    fc.assert(
      fc.property(
        fc.record({ status, retryAfter, random, made: fc.constantFrom(1, 3) }),
        ({ status, retryAfter, random, made }) => {
          const failure = answered(status, { retryAfterMs: retryAfter });
          const decision = decide(failure, made, random);
          const delayMs = decision.kind === 'retry' ? decision.delayMs : 0;
          expect(delayMs).toBeGreaterThanOrEqual(retryAfter);
          expect(delayMs).toBeLessThanOrEqual(
            made === 1 ? retryAfter * 1.1 + 1 : retryAfter * 1.1 + 2_000,
          );
        },
      ),
    );
  });

  test('keeps waiters apart, but always waits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: maxAttempts.throttling - 1 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (made, random) => {
          const decision = decide(answered(429), made, random);
          const delayMs = decision.kind === 'retry' ? decision.delayMs : 0;
          expect(delayMs).toBeGreaterThanOrEqual(500);
          expect(delayMs).toBeLessThanOrEqual(60_000);
        },
      ),
    );
  });
});
