import { integrationSteps } from '../../../src/steps';
import { plannedRequests } from './plannedRequests';

test('each request of a step is planned once, with all that ask for it', () => {
  const planned = plannedRequests(integrationSteps);
  const requests = planned.map(({ request }) => request);
  expect(new Set(requests).size).toBe(requests.length);
  for (const step of integrationSteps) {
    for (const request of step.requests) {
      const own = planned.find((each) => each.request === request);
      expect(own?.steps.map(({ id }) => id)).toContain(step.id);
    }
  }
  // Whatever has a parameter says whose ids it takes, or its path does.
  const paths = new Set(requests.map(({ path }) => path));
  for (const { path, parents = {} } of requests) {
    const parent = path.slice(0, path.indexOf('/{'));
    const named = Object.values(parents).flat();
    expect(!path.includes('{') || paths.has(parent)).toBe(true);
    expect(named.every((each) => paths.has(each))).toBe(true);
  }
});
