import fc from 'fast-check';
import { createStepLogger } from '#test/support/stepContext';
import { allowances, allowed, type AllowanceName } from '../leftOut/allowances';
import { Completeness, IntegrationPartialStepError } from './completeness';

/** What a step's end comes to, with its events. */
function end(fill: (completeness: Completeness) => void) {
  const completeness = new Completeness();
  fill(completeness);
  const { logger, events, lines } = createStepLogger();
  let failure: unknown;
  try {
    completeness.settle('fetch-things', logger);
  } catch (error) {
    failure = error;
  }
  // What JupiterOne shows is in the log of a local run, too.
  expect(lines).toEqual(events.map(({ description }) => description));
  return {
    failure,
    events: events.map(({ name, description }) => [name, description]),
  };
}

describe('a step', () => {
  it('with nothing against it succeeds in silence', () => {
    expect(end(() => undefined)).toEqual({
      failure: undefined,
      events: [],
    });
  });

  it.each<[string, (completeness: Completeness) => void]>([
    [
      'missing',
      (completeness) =>
        completeness.addMissing({ count: 0, what: 'x', causes: ['y'] }),
    ],
    [
      'left out',
      (completeness) =>
        completeness.addLeftOut('changes', { count: 0, of: 0, what: 'x' }),
    ],
    [
      'unlisted',
      (completeness) =>
        completeness.addUnlisted('devices', { unknown: 0, known: 5 }),
    ],
  ])('of which nothing is %s succeeds in silence', (_, fill) => {
    expect(end(fill)).toEqual({ failure: undefined, events: [] });
  });

  it.each<[string, [number, number][], unknown[], boolean]>([
    ['all', [[2, 2]], [], false],
    ['more than is counted', [[2, 3]], [], false],
    [
      'a little less, which more elsewhere does not make good',
      [
        [50, 49],
        [50, 51],
      ],
      [['info', expect.stringMatching(/^1 of 100 things are in no row\./)]],
      false,
    ],
    [
      'less of each than is normal together',
      Array.from({ length: 10 }, () => [2, 1]),
      [['warn_incomplete_data', expect.stringContaining('10 of 20 things')]],
      true,
    ],
  ])('whose objects have %s', (_, pairs, events, isPartial) => {
    const step = end((completeness) =>
      completeness.addFewer('things are in no row', pairs),
    );
    expect(step.events).toEqual(events);
    expect(step.failure !== undefined).toBe(isPartial);
  });

  it('joins sentences of Microsoft Graph to one of its own', () => {
    const { events } = end((completeness) => {
      const causes = ['a said: It broke.', 'a said: It broke.', 'b came late'];
      completeness.addMissing({ count: 2, what: 'things', causes });
      completeness.addLeftOut('changes', {
        count: 2,
        of: 100,
        what: 'things are gone',
        causes,
      });
      completeness.addUnchecked('things', 'c said: Not now.');
    });
    expect(events.map(([, text]) => text)).toEqual([
      expect.stringContaining(
        'gone: a said: It broke; b came late. So few are normal',
      ),
      expect.stringContaining('could not be checked: c said: Not now. If'),
      expect.stringContaining(
        '2 things: a said: It broke; b came late. What was read',
      ),
    ]);
  });

  it('of which something is missing is partial, and names each thing with its causes', () => {
    const { failure, events } = end((completeness) => {
      completeness.addMissing({
        count: 3,
        what: 'groups could not be read',
        causes: ['it broke', 'it broke', 'it was late'],
      });
      completeness.addMissing({
        count: 1,
        what: 'list of things',
        causes: ['nothing came'],
      });
    });
    expect(failure).toBeInstanceOf(IntegrationPartialStepError);
    expect(failure).toMatchObject({
      code: 'PARTIAL_STEP',
      message:
        '"fetch-things" is incomplete: 3 groups could not be read: it broke; it was late. 1 list of things: nothing came. [M365-STEP-001]',
    });
    expect(events).toEqual([
      [
        'warn_incomplete_data',
        '3 groups could not be read: it broke; it was late. What was read is collected, and nothing of these types is deleted. Run again; if it stays, see docs/troubleshooting.md. [M365-DATA-002]',
      ],
      [
        'warn_incomplete_data',
        '1 list of things: nothing came. What was read is collected, and nothing of these types is deleted. Run again; if it stays, see docs/troubleshooting.md. [M365-DATA-002]',
      ],
    ]);
  });

  it.each<[string, (completeness: Completeness) => void, string]>([
    [
      'left out a few',
      (completeness) =>
        completeness.addLeftOut('changes', {
          count: 2,
          of: 100,
          what: 'groups were deleted',
          causes: ['gone', 'gone'],
        }),
      '2 of 100 groups were deleted: gone. So few are normal in a tenant that changes while it is read. [M365-DATA-001]',
    ],
    [
      'left out a few without a cause',
      (completeness) =>
        completeness.addLeftOut('rows', {
          count: 1,
          of: 100,
          what: 'rows are damaged',
        }),
      '1 of 100 rows are damaged. So few are normal in a tenant that changes while it is read. [M365-DATA-001]',
    ],
    [
      'has rows of a few that are not listed',
      (completeness) =>
        completeness.addUnlisted('devices', { unknown: 4, known: 36 }),
      '4 of 40 devices are in no list. So few are normal in a tenant that changes while it is read. [M365-DATA-001]',
    ],
    [
      'could not be checked',
      (completeness) => completeness.addUnchecked('users', 'no count'),
      'Whether all users were collected could not be checked: no count. If every run reports this, see docs/troubleshooting.md. [M365-DATA-003]',
    ],
    [
      'found nothing, twice',
      (completeness) => completeness.addEmpty('users'),
      'Microsoft Graph listed no users, and none when it was asked again: none are collected. If the tenant has some, see docs/troubleshooting.md. [M365-DATA-004]',
    ],
  ])('that %s succeeds, and tells so', (_, fill, expected) => {
    expect(end(fill)).toEqual({
      failure: undefined,
      events: [['info', expected]],
    });
  });

  it('tells what it left out also when something else is missing', () => {
    const { events } = end((completeness) => {
      completeness.addMissing({ count: 1, what: 'list', causes: ['x'] });
      completeness.addEmpty('things');
    });
    expect(events.map(([name]) => name).sort()).toEqual([
      'info',
      'warn_incomplete_data',
    ]);
  });
});

describe.each(Object.keys(allowances) as AllowanceName[])(
  'what is left out of %s',
  (name) => {
    const leave = (count: number, of: number) =>
      end((completeness) =>
        completeness.addLeftOut(name, { count, of, what: 'are not there' }),
      );

    it.each([2, 20, 400, 10_000])(
      'is told up to the limit of %d, and makes the step partial above it',
      (of) => {
        const limit = allowed(of, name);
        const below = leave(limit, of);
        expect(below.failure).toBeUndefined();
        expect(below.events).toEqual([
          ['info', expect.stringContaining(`${limit} of ${of} are not there`)],
        ]);
        const above = leave(limit + 1, of);
        expect(above.failure).toBeInstanceOf(IntegrationPartialStepError);
        expect(above.events).toEqual([
          [
            'warn_incomplete_data',
            expect.stringContaining(
              `${limit + 1} of ${of} are not there: ${limit} would be normal.`,
            ),
          ],
        ]);
      },
    );

    it('is never all, and never silent', () => {
      fc.assert(
        fc.property(fc.nat(2_000), fc.nat(2_000), (count, others) => {
          const { failure, events } = leave(count, count + others);
          expect(events).toHaveLength(count > 0 ? 1 : 0);
          expect(failure === undefined).toBe(
            count <= allowed(count + others, name),
          );
          expect(failure === undefined || count > 0).toBe(true);
          if (others === 0 && count > 0) {
            expect(failure).toBeDefined();
          }
        }),
        { numRuns: 50 },
      );
    });
  },
);

test('rows of too many unlisted ones make the step partial', () => {
  const { failure } = end((completeness) =>
    completeness.addUnlisted('policies', { unknown: 12, known: 88 }),
  );
  expect(failure).toMatchObject({
    message: expect.stringContaining(
      '12 of 100 policies are in no list: 10 would be normal',
    ) as unknown,
  });
});
