import * as fc from 'fast-check';
import {
  GraphAbortError,
  GraphProtocolError,
  GraphResponseError,
  GraphTransportError,
} from '../graph/errors/errors';
import { createStepLogger } from '#test/support/stepContext';
import { allowed } from './leftOut/allowances';
import {
  Completeness,
  IntegrationPartialStepError,
} from './wholeness/completeness';
import { isAboutItem, ItemFailures } from './itemFailures';

const ENDPOINT = 'GET /v1.0/things/{id}';

const answered = (status: number, code = 'Code', message = 'It went wrong.') =>
  new GraphResponseError(ENDPOINT, { status, code, message });

const words = {
  gone: 'things are gone',
  unread: 'things could not be read',
};

/** What the step ends with. */
function endOf(failures: ItemFailures, of: number) {
  const completeness = new Completeness();
  const { logger, events } = createStepLogger();
  let error: unknown;
  try {
    failures.conclude(completeness, { of, ...words });
    completeness.settle('step', logger);
  } catch (thrown) {
    error = thrown;
  }
  return { error, told: events.map(({ description }) => description) };
}

describe('a failure', () => {
  it.each([
    ['400', answered(400), true],
    ['403', answered(403), true],
    ['404', answered(404), true],
    ['409 for good', answered(409), true],
    ['500', answered(500), true],
    ['502', answered(502), true],
    [
      'an answer that cannot be read',
      new GraphTransportError(ENDPOINT, 'malformed', 'no JSON'),
      true,
    ],
    [
      'an answer that must not be believed',
      new GraphProtocolError(ENDPOINT, 'a link elsewhere'),
      true,
    ],
    ['429', answered(429), false],
    ['503', answered(503), false],
    ['504', answered(504), false],
    ['a broken token', answered(401, '', 'IDX14100: JWT'), false],
    [
      'a broken connection',
      new GraphTransportError(ENDPOINT, 'network', 'ECONNRESET'),
      false,
    ],
    [
      'a timeout',
      new GraphTransportError(ENDPOINT, 'timeout', 'none came'),
      false,
    ],
    ['the end of the step', new GraphAbortError(ENDPOINT), false],
    ['a mistake of ours', new TypeError('x is not a function'), false],
  ])('may be about one item alone when it is %s: %#', (_, error, expected) => {
    expect(isAboutItem(error)).toBe(expected);
    expect(new ItemFailures().tolerates(error)).toBe(expected);
  });

  it('of an item costs the others nothing, twenty times', () => {
    const failures = new ItemFailures();
    const tolerated = Array.from({ length: 25 }, () =>
      // Many may be on their way when the first one is met.
      failures.tolerates(answered(500)),
    );
    expect(tolerated.filter(Boolean)).toHaveLength(20);
    expect(tolerated.indexOf(false)).toBe(20);
  });

  it('that says that the item is gone costs nothing, however often', () => {
    const failures = new ItemFailures();
    for (let count = 0; count < 1_000; count += 1) {
      expect(failures.tolerates(answered(404))).toBe(true);
    }
    expect(failures.tolerates(answered(500))).toBe(true);
  });
});

describe('the failures of many items', () => {
  it('are nothing when there are none', () => {
    const failures = new ItemFailures();
    expect(endOf(failures, 0)).toEqual({ error: undefined, told: [] });
    failures.succeeded();
    expect(endOf(failures, 1)).toEqual({ error: undefined, told: [] });
  });

  it('make the step partial, and are named', () => {
    const failures = new ItemFailures();
    failures.succeeded();
    failures.failed(answered(500), 'thing a');
    failures.failed(
      new GraphTransportError(ENDPOINT, 'malformed', 'no JSON'),
      'thing b',
    );
    const { error, told } = endOf(failures, 1_000);
    expect(error).toBeInstanceOf(IntegrationPartialStepError);
    const message = `2 things could not be read: thing a: ${ENDPOINT} answered 500 Code: It went wrong; thing b: ${ENDPOINT} gave no usable answer (malformed): no JSON.`;
    expect(error).toMatchObject({
      code: 'PARTIAL_STEP',
      message: `"step" is incomplete: ${message} [M365-STEP-001]`,
    });
    expect(told).toEqual([
      `${message} What was read is collected, and nothing of these types is deleted. Run again; if it stays, see docs/troubleshooting.md. [M365-DATA-002]`,
    ]);
  });

  it('fail the step with the first one when nothing was read', () => {
    const failures = new ItemFailures();
    const first = answered(403);
    failures.failed(answered(404), 'thing a');
    failures.failed(first, 'thing b');
    failures.failed(answered(500), 'thing c');
    expect(endOf(failures, 3)).toEqual({ error: first, told: [] });
  });

  it('that were given up cost all that was not read', () => {
    const failures = new ItemFailures();
    expect(failures.isGivenUp).toBe(false);
    failures.giveUp(answered(503));
    expect(failures.isGivenUp).toBe(true);
    expect(endOf(failures, 10).error).toMatchObject({ status: 503 });
    failures.succeeded();
    failures.succeeded();
    failures.failed(answered(404), 'thing a');
    failures.failed(answered(500), 'thing b');
    expect(endOf(failures, 10).error).toMatchObject({
      message: `"step" is incomplete: 7 things could not be read: ${ENDPOINT} answered 503 Code: It went wrong. [M365-STEP-001]`,
    });
  });

  it('make the step partial when all items are gone', () => {
    const failures = new ItemFailures();
    failures.failed(answered(404), 'thing a');
    expect(endOf(failures, 1).error).toMatchObject({
      message:
        '"step" is incomplete: 1 of 1 things are gone: 0 would be normal. [M365-STEP-001]',
    });
  });

  it('are counted exactly, whatever their order', () => {
    const outcome = fc.constantFrom('read', 'gone', 'failed');
    fc.assert(
      fc.property(
        fc.array(outcome, { minLength: 1, maxLength: 300 }),
        (all) => {
          const failures = new ItemFailures();
          all.forEach((each, index) => {
            if (each === 'read') {
              failures.succeeded();
            } else {
              const error = answered(each === 'gone' ? 404 : 500);
              failures.failed(error, `thing ${index}`);
            }
          });
          const count = (kind: string) =>
            all.filter((each) => each === kind).length;
          const { error, told } = endOf(failures, all.length);
          if (count('read') === 0 && count('failed') > 0) {
            expect(error).toBeInstanceOf(GraphResponseError);
            return;
          }
          const isMuchGone = count('gone') > allowed(all.length, 'changes');
          expect(error !== undefined).toBe(count('failed') > 0 || isMuchGone);
          expect(told.filter((each) => each.includes('are gone'))).toEqual(
            count('gone') > 0
              ? [
                  expect.stringMatching(
                    new RegExp(`^${count('gone')} of ${all.length} `),
                  ),
                ]
              : [],
          );
          expect(told.filter((each) => each.includes('not be read'))).toEqual(
            count('failed') > 0
              ? [expect.stringMatching(new RegExp(`^${count('failed')} `))]
              : [],
          );
        },
      ),
    );
  });
});
