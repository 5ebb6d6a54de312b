import { generateTenant } from '../emulator';
import { expectedGraph } from '../endToEnd/expectedGraph';
import { scenarioNames, scenarios, serviceOf } from './scenarios';

test.each(scenarioNames)('%s is named as it is found', (name) => {
  expect(scenarios[name].name).toBe(name);
});

test.each(scenarioNames)('%s has quotas and latency', (name) => {
  expect(serviceOf(scenarios[name])).toMatchObject({
    latencyMs: 50,
    throttling: {},
  });
});

test.each([
  ['medium', 'read'],
  ['mediumReadOnly', 'nobody'],
  ['m5k', 'read'],
  ['m5kReadOnly', 'nobody'],
] as const)('in %s exports are granted to %s', (name, exportPermission) => {
  expect(serviceOf(scenarios[name])).toMatchObject({ exportPermission });
});

test.each([
  ['medium', 'mediumReadOnly'],
  ['m5k', 'm5kReadOnly'],
] as const)('%s and %s are the same tenant', (plain, readOnly) => {
  expect(scenarios[readOnly].size).toBe(scenarios[plain].size);
});

test('m5k has about 250,000 objects', () => {
  const tenant = generateTenant({ size: 'm5k' });
  const { entities, relationships } = expectedGraph(tenant);
  const objects = entities.length + relationships.length;
  expect(objects).toBeGreaterThan(240_000);
  expect(objects).toBeLessThan(260_000);
});
