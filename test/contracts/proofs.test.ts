/** Every dataset says what proves it, and every step has one. */
import { integrationSteps } from '../../src/steps';

test.each(integrationSteps.map((step) => [step.id, step.datasets] as const))(
  'the datasets of %s say how they are proved, or why they are not',
  (_, datasets) => {
    expect(datasets.length).toBeGreaterThan(0);
    expect(datasets.filter(({ how }) => how.length < 10)).toEqual([]);
  },
);
