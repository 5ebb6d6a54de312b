import { createStepLogger } from '#test/support/stepContext';
import { logOdd, publishOdd } from './oddities';

function createAudience() {
  const { logger, events } = createStepLogger();
  return { logger, meter: { countOdd: jest.fn() }, events };
}

const ways = [
  ['publishOdd', publishOdd],
  ['logOdd', logOdd],
] as const;

describe.each(ways)('%s', (_, tell) => {
  it('says nothing of none', () => {
    const audience = createAudience();
    tell(audience, 'repeated', 0, 'None came again.');
    expect(audience.logger.info).not.toHaveBeenCalled();
    expect(audience.logger.warn).not.toHaveBeenCalled();
    expect(audience.meter.countOdd).not.toHaveBeenCalled();
    expect(audience.events).toEqual([]);
  });

  it('counts for the last line of the step', () => {
    const audience = createAudience();
    tell(audience, 'repeated', 3, 'Some came again.');
    expect(audience.meter.countOdd.mock.calls).toEqual([['repeated', 3]]);
  });
});

it('tells users what is missing, and nothing of what nobody misses', () => {
  const audience = createAudience();
  publishOdd(audience, 'hidden', 2, 'Two are hidden.');
  expect(audience.events).toEqual([
    {
      level: 'warn',
      name: 'warn_incomplete_data',
      description: 'Two are hidden.',
    },
  ]);
  expect(audience.logger.warn).toHaveBeenCalledWith(
    { event: 'warn_incomplete_data', kind: 'hidden', count: 2 },
    'Two are hidden.',
  );
  logOdd(audience, 'repeated', 3, 'Some came again');
  expect(audience.events).toHaveLength(1);
  expect(audience.logger.info).toHaveBeenCalledWith(
    { kind: 'repeated', count: 3 },
    'Some came again',
  );
});
