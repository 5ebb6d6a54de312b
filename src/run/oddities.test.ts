import { createStepLogger } from '#test/support/stepContext';
import { logOdd, publishOdd } from './oddities';

function createAudience() {
  const { logger, events } = createStepLogger();
  return { logger, meter: { countOdd: jest.fn() }, events };
}

const items = { code: 'M365-LOG-010', description: 'They are odd.' } as const;

const ways = [
  ['publishOdd', publishOdd],
  ['logOdd', logOdd],
] as const;

describe.each(ways)('%s', (_, tell) => {
  it('says nothing of none', () => {
    const audience = createAudience();
    tell(audience, { ...items, kind: 'repeated', count: 0 });
    expect(audience.logger.info).not.toHaveBeenCalled();
    expect(audience.logger.warn).not.toHaveBeenCalled();
    expect(audience.meter.countOdd).not.toHaveBeenCalled();
    expect(audience.events).toEqual([]);
  });

  it('counts for the last line of the step', () => {
    const audience = createAudience();
    tell(audience, { ...items, kind: 'repeated', count: 3 });
    expect(audience.meter.countOdd.mock.calls).toEqual([['repeated', 3]]);
  });
});

it('tells users what is missing, and nothing of what nobody misses', () => {
  const audience = createAudience();
  publishOdd(audience, { ...items, kind: 'hidden', count: 2 });
  expect(audience.events).toEqual([
    {
      level: 'warn',
      name: 'warn_incomplete_data',
      description: 'They are odd. [M365-LOG-010]',
    },
  ]);
  expect(audience.logger.warn).toHaveBeenCalledWith(
    { event: 'warn_incomplete_data', kind: 'hidden', count: 2 },
    'They are odd. [M365-LOG-010]',
  );
  logOdd(audience, { ...items, kind: 'repeated', count: 3 });
  expect(audience.events).toHaveLength(1);
  expect(audience.logger.info).toHaveBeenCalledWith(
    { kind: 'repeated', count: 3 },
    'They are odd. [M365-LOG-010]',
  );
});
