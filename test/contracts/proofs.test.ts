/** Every dataset says what proves it: each request of each step belongs to one. */
import { endpointName, type RequestDeclaration } from '../../src/graph/request';
import { integrationSteps } from '../../src/steps';
import { proofs } from '../../src/steps/proofs';
import type { StepId } from '../../src/run/stepIds';

const names = (requests: readonly RequestDeclaration[]) =>
  [...new Set(requests.map(endpointName))].sort();

test.each(integrationSteps.map((step) => [step.id, step] as const))(
  'the datasets of %s have exactly the requests of the step',
  (id, step) => {
    const datasets = proofs[id as StepId];
    const declared = datasets.flatMap(({ requests }) => requests);
    expect(names(declared)).toEqual(names(step.requests));
  },
);

test('each dataset says how it is proved, or why it is not', () => {
  const datasets = Object.values(proofs).flat();
  expect(datasets.filter(({ how }) => how.length < 10)).toEqual([]);
});
