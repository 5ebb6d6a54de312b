import { createStepLogger } from '../../test/support/stepContext';
import { MissingData, IntegrationPartialStepError } from './missingData';

const states = {
  count: 3,
  what: 'configurations without their states',
  causes: [
    'its report has no rows',
    'the export was refused',
    'its report has no rows',
  ],
};

it('lets a step succeed that misses nothing', () => {
  const { logger, events } = createStepLogger();
  const missing = new MissingData();
  missing.add({ ...states, count: 0 });
  expect(() => missing.refuse('some-step', logger)).not.toThrow();
  expect(events).toEqual([]);
});

it('fails the step by name, with what is missing and each cause once', () => {
  const { logger } = createStepLogger();
  const missing = new MissingData();
  missing.add(states);
  missing.add({ count: 1, what: 'list', causes: ['404'] });
  const refuse = () => missing.refuse('some-step', logger);
  expect(refuse).toThrow(IntegrationPartialStepError);
  expect(refuse).toThrow(
    '"some-step" is incomplete: 3 configurations without their states: its report has no rows; the export was refused. 1 list: 404.',
  );
});

it('tells users of each thing that is missing', () => {
  const { logger, events } = createStepLogger();
  const missing = new MissingData();
  missing.add(states);
  missing.add({ count: 1, what: 'list', causes: ['404'] });
  expect(() => missing.refuse('some-step', logger)).toThrow();
  expect(events).toMatchObject([
    {
      name: 'warn_incomplete_data',
      description: expect.stringMatching(
        /^3 configurations without their states: .* nothing of these types is deleted\.$/,
      ),
    },
    {
      name: 'warn_incomplete_data',
      description: expect.stringContaining('404'),
    },
  ]);
});
