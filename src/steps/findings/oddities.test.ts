import { policiesOf, rowsOf, tableOf } from '#test/support/statusTables';
import { scriptedStep } from '#test/support/stepContext';
import { IntegrationPartialStepError } from '../../run/wholeness/completeness';
import type { Missed } from '../../run/sources/sources';
import { addMissedPolicies, addOddRows } from './oddities';

const policies = policiesOf('p1', 'p2');
const [p1, p2] = policies;

/** What is told of the rows of so many devices, and the step's failure if there is one. */
const told = async (rows: Parameters<typeof tableOf>[2], deviceCount = 2) => {
  const step = scriptedStep([]);
  const { completeness, logger } = step.context;
  const table = tableOf(policies, deviceCount, rows);
  addOddRows(
    step.context,
    table,
    new Map(policies.map((policy) => [policy.id, policy])),
  );
  const failure = await Promise.resolve()
    .then(() => completeness.settle('a-step', logger))
    .catch((error: unknown) => error);
  const descriptions = step.events.map(({ description }) => description);
  return { ...step, failure, descriptions };
};

describe('odd rows', () => {
  it('of devices and policies that are in no list are counted by events, each of them once', async () => {
    const { descriptions, failure } = await told([
      ...rowsOf('p1', 4),
      ...rowsOf('p2', 3, 'error'),
      ...rowsOf('gone', 3),
    ]);
    expect(failure).toBeUndefined();
    expect(descriptions).toEqual([
      expect.stringMatching(
        /^2 of 4 devices that have states of policies are in no list\./,
      ),
      expect.stringMatching(/^1 of 3 policies are in no list\./),
    ]);
  });

  it.each([
    // Of a small whole ten, and half of them at most; of a large one a tenth.
    [1, 0, false],
    [10, 10, true],
    [10, 11, false],
    [90, 10, true],
    [89, 11, false],
    [900, 100, true],
    [899, 101, false],
  ])(
    'of %d listed devices and %d others are told, and are as many as is normal: %p',
    async (known, unknown, isNormal) => {
      const all = rowsOf('p1', known + unknown);
      const { failure, events } = await told(all, known);
      if (unknown === 0) {
        expect([...events, failure].filter(Boolean)).toEqual([]);
        return;
      }
      expect(events.map(({ name }) => name)).toEqual([
        isNormal ? 'info' : 'warn_incomplete_data',
      ]);
      expect(events[0].description).toContain(
        `${unknown} of ${known + unknown} devices that have states of policies are in no list`,
      );
      if (isNormal) {
        expect(failure).toBeUndefined();
      } else {
        expect(failure).toBeInstanceOf(IntegrationPartialStepError);
        expect(failure).toMatchObject({ code: 'PARTIAL_STEP' });
      }
    },
  );

  it.each([
    [2, true],
    [3, false],
  ])(
    'of two listed policies and %d others are as many as is normal: %p',
    async (unknown, isNormal) => {
      const others = Array.from({ length: unknown }, (_, index) =>
        rowsOf(`gone${index}`, 1),
      ).flat();
      const { failure, descriptions } = await told([
        ...rowsOf('p1', 1),
        ...others,
      ]);
      expect(failure === undefined).toBe(isNormal);
      expect(descriptions).toEqual([
        expect.stringContaining(
          `${unknown} of ${unknown + 2} policies are in no list`,
        ),
      ]);
    },
  );

  it('make the step partial when all of them are of others', async () => {
    const { failure } = await told(rowsOf('p1', 3), 0);
    expect(failure).toMatchObject({
      message: expect.stringContaining(
        '3 of 3 devices that have states of policies are in no list',
      ) as unknown,
    });
  });

  it('whose status is in no list are told to users, all policies together', async () => {
    const unreadable = (policyId: string, deviceId: string) => ({
      policyId,
      deviceId,
      status: undefined,
    });
    const { context, events } = await told([
      unreadable('p1', 'd1'),
      unreadable('p1', 'd2'),
      unreadable('p2', 'd2'),
    ]);
    expect(context.meter.end().odd).toEqual({ unreadable: 3 });
    expect(events).toMatchObject([
      {
        name: 'warn_incomplete_data',
        description: expect.stringMatching(/^3 states of policies/) as unknown,
      },
    ]);
  });

  it('are no reason for a line where there are none', async () => {
    const { lines, events } = await told(rowsOf('p1', 2));
    expect([...lines, ...events]).toEqual([]);
  });
});

describe('policies that no source completed', () => {
  type Missing = Missed<(typeof policies)[number]>;

  const settled = async (
    missed: readonly Missing[],
    of = 100,
    rows: Parameters<typeof tableOf>[2] = [],
  ) => {
    const step = scriptedStep([]);
    const { completeness, logger } = step.context;
    const table = tableOf(policies, 2, rows);
    addMissedPolicies(step.context, table, missed, of, 'some policies');
    const failure = await Promise.resolve()
      .then(() => completeness.settle('a-step', logger))
      .catch((error: unknown) => error);
    const descriptions = step.events.map(({ description }) => description);
    return { failure, descriptions };
  };
  const missing = (
    outcome: Missing['outcome'],
    item = p1,
    causes = ['no list', 'no report'],
  ): Missing => ({ item, causes, outcome });

  it('make the step partial, with their number, their ids and the causes', async () => {
    const { failure } = await settled([
      missing('incomplete'),
      missing('incomplete', p2, ['no list']),
    ]);
    expect(failure).toMatchObject({
      code: 'PARTIAL_STEP',
      message:
        '"a-step" is incomplete: 2 some policies whose states on devices are missing: policy p1: no list; no report; policy p2: no list. [M365-STEP-001]',
    });
  });

  it.each([
    [1, 1, false],
    [1, 2, true],
    [3, 6, true],
    [3, 5, false],
    [4, 100, false],
    [4, 200, true],
    [5, 200, false],
  ])(
    'and that %d of %d sources say do not exist are as many as is normal: %p',
    async (count, of, isNormal) => {
      const gone = Array.from({ length: count }, () => missing('gone'));
      const { failure, descriptions } = await settled(gone, of);
      expect(failure === undefined).toBe(isNormal);
      expect(descriptions).toEqual([
        expect.stringContaining(
          `${count} of ${of} some policies were deleted before their states were read`,
        ),
      ]);
    },
  );

  it('and whose own lists are empty are unchecked, with the reasons', async () => {
    const { failure, descriptions } = await settled([missing('unchecked')]);
    expect(failure).toBeUndefined();
    expect(descriptions).toEqual([
      'Whether all states of 1 some policies were collected could not be checked: policy p1: no list; no report. If every run reports this, see docs/troubleshooting.md. [M365-DATA-003]',
    ]);
  });

  it.each(['gone', 'unchecked'] as const)(
    'and have states are neither deleted nor empty: %s',
    async (outcome) => {
      const rows = rowsOf('p1', 1);
      const { failure } = await settled([missing(outcome)], 100, rows);
      expect(failure).toMatchObject({
        message: expect.stringContaining(
          '1 some policies whose states on devices are missing',
        ) as unknown,
      });
    },
  );

  it('were deleted while they were read where two others have nothing of them', async () => {
    const rows = rowsOf('p1', 1);
    const { failure, descriptions } = await settled(
      [missing('vanished')],
      100,
      rows,
    );
    expect(failure).toBeUndefined();
    expect(descriptions).toEqual([
      expect.stringContaining(
        '1 of 100 some policies were deleted before their states were read',
      ),
    ]);
  });

  it('are none where every policy was completed', async () => {
    const { failure, descriptions } = await settled([]);
    expect(failure).toBeUndefined();
    expect(descriptions).toEqual([]);
  });
});
