import {
  policiesOf,
  rowsOf,
  tableOf,
} from '../../../test/support/statusTables';
import { scriptedStep } from '../../../test/support/stepContext';
import type { Missed } from '../sources';
import { tellMissed, tellOddRows } from './oddities';

const policies = policiesOf('p1', 'p2');
const [p1, p2] = policies;

const told = (rows: Parameters<typeof tableOf>[2]) => {
  const step = scriptedStep([]);
  tellOddRows(step.context, tableOf(policies, 2, rows), policies);
  return step;
};

describe('odd rows', () => {
  it('are counted, each kind in one line', () => {
    const { context, lines, events } = told([
      ...rowsOf('p1', 2),
      ...rowsOf('p1', 4, 'error'),
      ...rowsOf('gone', 3),
    ]);
    expect(context.logger.warn).toHaveBeenCalledWith(
      { kind: 'unknownDevice', count: 2 },
      expect.any(String),
    );
    expect(context.logger.warn).toHaveBeenCalledWith(
      { kind: 'unknownPolicy', count: 3 },
      expect.any(String),
    );
    expect(lines).toHaveLength(2);
    expect(events).toEqual([]);
    expect(context.meter.end().odd).toEqual({
      unknownDevice: 2,
      unknownPolicy: 3,
    });
  });

  it('whose status is in no list are told to users, all policies together', () => {
    const unreadable = (policyId: string, deviceId: string) => ({
      policyId,
      deviceId,
      status: undefined,
    });
    const { context, events } = told([
      unreadable('p1', 'd1'),
      unreadable('p1', 'd2'),
      unreadable('p2', 'd2'),
    ]);
    expect(context.logger.warn).toHaveBeenCalledWith(
      { kind: 'unreadable', count: 3 },
      expect.any(String),
    );
    expect(events).toMatchObject([
      {
        name: 'warn_incomplete_data',
        description: expect.stringMatching(/^3 states of policies/) as unknown,
      },
    ]);
  });

  it('are no reason for a line where there are none', () => {
    const { lines, events } = told(rowsOf('p1', 2));
    expect([...lines, ...events]).toEqual([]);
  });
});

describe('policies that no source completed', () => {
  const refuse = (missed: readonly Missed<(typeof policies)[number]>[]) => {
    const { context } = scriptedStep([]);
    tellMissed(context, missed, 'policies without states');
    return () => context.completeness.settle('a-step', context.logger);
  };

  it('make the step partial, with their number and the causes', () => {
    const refusing = refuse([
      { item: p1, causes: ['no list', 'no report'], isUnknown: false },
      { item: p2, causes: ['no list'], isUnknown: false },
    ]);
    expect(refusing).toThrow(
      '"a-step" is incomplete: 2 policies without states: no list; no report.',
    );
  });

  it('are none where every policy was completed', () => {
    expect(refuse([])).not.toThrow();
  });
});
