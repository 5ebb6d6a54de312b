import { generateTenant } from '../emulator';
import { expectedGraph } from '../endToEnd/expectedGraph';
import { regimeNames, type RegimeName } from './regimes/regimes';
import {
  scenarioIn,
  scenarioNames,
  scenarios,
  serviceOf,
  type ScenarioName,
} from './scenarios';

test.each(scenarioNames)('%s is named as it is found', (name) => {
  expect(scenarios[name].name).toBe(name);
});

test.each(scenarioNames)('%s has documented quotas and latency', (name) => {
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

test.each(['m5k', 'xl'] as const)(
  'exports of %s are ready after three seconds',
  (name) => {
    expect(serviceOf(scenarios[name])).toMatchObject({
      exportDurationMs: 3_000,
    });
  },
);

test('users with sign-in times are read only where their quota is the subject', () => {
  const reads = (name: ScenarioName) =>
    serviceOf(scenarios[name]).roles?.includes('AuditLog.Read.All');
  expect(scenarioNames.filter(reads)).toEqual(['signIn']);
});

describe('a scenario under other circumstances', () => {
  const inRegime = (name: RegimeName) =>
    scenarioIn(scenarios.mediumReadOnly, name);

  test.each(regimeNames)('%s has no bounds of its own', (name) => {
    const { hasAllBounds, runsOneAtATime, regime } = inRegime(name);
    expect([hasAllBounds, runsOneAtATime, regime]).toEqual([
      false,
      false,
      name,
    ]);
  });

  test('keeps its tenant, but where little is granted', () => {
    const others = regimeNames.filter(
      (name) => inRegime(name).size !== 'medium',
    );
    expect(others).toEqual(['granted2']);
    expect(inRegime('granted2').size).toBe('scarce');
  });

  test.each<[RegimeName, Partial<ReturnType<typeof serviceOf>>]>([
    ['plain', { exportPermission: 'read', latencyMs: 50, throttling: {} }],
    ['readOnly', { exportPermission: 'nobody' }],
    ['granted2', { throttling: { quotaScale: 0.02 } }],
    ['granted20', { throttling: { quotaScale: 0.2 } }],
    ['halfTaken', { throttling: { otherShare: 0.5 } }],
    ['latency300', { latencyMs: 300 }],
  ])('%s is another service', (name, expected) => {
    expect(serviceOf(inRegime(name))).toMatchObject(expected);
  });

  test('one answer of a hundred is 503, of whichever kind', () => {
    const kinds = (name: RegimeName) =>
      serviceOf(inRegime(name)).faults?.map(({ on, when }) => [
        'kind' in on && on.kind,
        when,
      ]);
    const when = expect.objectContaining({ share: 0.01 });
    expect(kinds('plain')).toEqual([]);
    expect(kinds('unavailable1')).toEqual([
      ['graph', when],
      ['batchItem', when],
      ['blob', when],
    ]);
  });
});

test('the tenant of which little is granted has 30 policies and configurations', () => {
  const { users, intune } = generateTenant({ size: 'scarce' });
  const data = intune?.data;
  expect(users).toHaveLength(200);
  expect(data?.managedDevices).toHaveLength(100);
  expect(data?.mobileApps).toHaveLength(30);
  const policies = [
    data?.compliancePolicies.length,
    data?.complianceCatalogPolicies.length,
    data?.deviceConfigurations.length,
    data?.configurationPolicies.length,
    data?.groupPolicyConfigurations.length,
    data?.intents.length,
  ];
  expect(policies.reduce<number>((sum, n = 0) => sum + n, 0)).toBe(30);
});

test('m5k has about 250,000 objects', () => {
  const tenant = generateTenant({ size: 'm5k' });
  const { entities, relationships } = expectedGraph(tenant);
  const objects = entities.length + relationships.length;
  expect(objects).toBeGreaterThan(240_000);
  expect(objects).toBeLessThan(260_000);
});
