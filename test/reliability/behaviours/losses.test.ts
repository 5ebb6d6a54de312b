import type { Oddities } from './doubts';
import { lackingIn, sizes } from './lacking';
import { detectedKey, lossesOf } from './losses';
import { settings, type Setting } from './settings';
import type { PolicyKind } from './tenantFacts';

const policy = (kind: PolicyKind, rows: number) => ({
  id: `${kind}${rows}`,
  kind,
  rows,
});

/** A tenant that has only what a case is about. */
const setting = (facts: Partial<Setting['facts']>): Setting => ({
  ...settings.small,
  facts: {
    policies: [],
    installs: new Map(),
    detected: new Map(),
    hiddenGroups: new Map(),
    ...facts,
  },
});

const withPolicy = (kind: PolicyKind, rows: number) =>
  setting({ policies: [policy(kind, rows)] });

const noExports: Oddities = { 'export permission': 'nobody' };

const outcome = (of: Setting, oddities: Oddities) =>
  lossesOf(of, oddities)
    .map(({ step, isPartial, isSure }) =>
      [step, isPartial ? 'partial' : 'event', ...(isSure ? [] : ['?'])].join(
        ' ',
      ),
    )
    .join();

const always: Oddities = { 'repeated rows': 'always' };
const noReport: Oddities = {
  ...noExports,
  'report of compliance': 'forbidden',
  'report of configurations': 'forbidden',
};

test('the probable answers leave a complete source for everything', () => {
  for (const each of Object.values(settings)) {
    expect(lossesOf(each, {})).toEqual([]);
    expect(lossesOf(each, noExports)).toEqual([]);
  }
});

test.each([
  ['one page', 'reported', 50, { ...noExports, ...always }, ''],
  [
    'two pages',
    'reported',
    51,
    { ...noExports, ...always },
    'configuration-findings partial ?',
  ],
  ['two pages and the export', 'reported', 51, always, ''],
  [
    'two pages in an accepted order',
    'reported',
    51,
    { ...noExports, ...always, 'accepted orders': 'every' },
    '',
  ],
  ['a list', 'template', 51, noReport, ''],
  [
    'a list that is cut, and a report without intents',
    'intent',
    51,
    {
      ...noExports,
      'intents in reports': 'absent',
      'lists of statuses are cut': 'always',
    },
    'configuration-findings partial',
  ],
  [
    'a list that is cut',
    'template',
    51,
    { ...noReport, 'lists of statuses are cut': 'always' },
    'configuration-findings partial',
  ],
  [
    'a list before the cut',
    'intent',
    50,
    { ...noReport, 'lists of statuses are cut': 'always' },
    '',
  ],
  [
    'no source at all',
    'reported',
    1,
    noReport,
    'configuration-findings partial',
  ],
  [
    'a list of compliance that is cut',
    'compliance',
    52,
    { ...noReport, 'lists of statuses are cut': 'always' },
    'compliance-findings partial',
  ],
  [
    'reports without states',
    'compliance',
    52,
    { ...noExports, 'missing columns': 'PolicyStatus' },
    '',
  ],
] as const)('%s: %s with %i rows', (_, kind, rows, oddities, expected) => {
  expect(outcome(withPolicy(kind, rows), oddities)).toBe(expected);
});

test.each([
  ['everywhere', noExports, ''],
  ['in exports', {}, ''],
  ['in exports', noExports, 'compliance-findings partial'],
  ['in reports', noExports, ''],
  [
    'in reports',
    { 'report of compliance': 'forbidden' },
    'compliance-findings partial',
  ],
  ['nowhere', {}, 'compliance-findings event'],
  ['nowhere', noExports, 'compliance-findings partial'],
  [
    'nowhere',
    { 'report of compliance': 'unsupported' },
    'compliance-findings partial',
  ],
] as const)(
  'states of catalog compliance policies %s, with %j',
  (where, oddities, expected) => {
    const place: Oddities = { 'states of catalog compliance policies': where };
    const of = withPolicy('catalogCompliance', 5);
    expect(outcome(of, { ...oddities, ...place })).toBe(expected);
  },
);

test('a policy takes its assignments and findings, and stays itself', () => {
  const of = withPolicy('reported', 5);
  const [{ id }] = of.facts.policies;
  const [{ takes }] = lossesOf(of, noReport);
  const finding = `account_${id}_device`;
  const objectOf = (_type: string, keys: object) => ({
    _type,
    _key: 'key',
    _class: 'X',
    displayName: 'x',
    ...keys,
  });
  expect(
    [
      objectOf('intune_noncompliance_finding', { _key: finding }),
      objectOf('desktop_has_intune_noncompliance_finding', {
        _fromEntityKey: 'device',
        _toEntityKey: finding,
      }),
      objectOf('intune_device_configuration_identified_noncompliance_finding', {
        _fromEntityKey: id,
        _toEntityKey: finding,
      }),
      objectOf('intune_host_agent_assigned_device_configuration', {
        _toEntityKey: id,
      }),
    ].map(takes),
  ).toEqual([true, true, true, true]);
  expect(
    [
      objectOf('intune_device_configuration', { _key: id }),
      objectOf('intune_noncompliance_finding', {
        _key: 'account_other_device',
      }),
      objectOf('intune_host_agent_assigned_device_configuration', {
        _toEntityKey: 'other',
      }),
    ].map(takes),
  ).toEqual([false, false, false]);
});

describe('applications of a device', () => {
  const withApplications = (count: number) =>
    setting({
      detected: new Map([
        ['device', Array.from({ length: count }, (_, it) => `App ${it}`)],
      ]),
    });
  const refused: Oddities = { 'expanded detected applications': 'refused' };

  test.each([
    [49, { ...noExports, ...refused }, ''],
    [50, { ...noExports, ...refused }, 'detected-applications partial'],
    [50, refused, ''],
    [50, noExports, ''],
    [
      50,
      { ...noExports, ...refused, 'list of detected applications': 'pages' },
      '',
    ],
  ] as const)('%i of them, with %j', (count, oddities, expected) => {
    expect(outcome(withApplications(count), oddities)).toBe(expected);
  });

  test('what is said of them depends on the device', () => {
    const of = withApplications(50);
    const [{ changes }] = lossesOf(of, { ...noExports, ...refused });
    const application = (name: string) => ({
      _type: 'intune_detected_application',
      _key: detectedKey(name),
      _class: 'Application',
    });
    expect(changes?.(application(' APP 7 '), 'version')).toBe(true);
    expect(changes?.(application('Another'), 'version')).toBe(false);
  });

  test('have no sizes where only the export has them all', () => {
    expect(lackingIn(withApplications(50), refused)).toEqual([sizes]);
    expect(lackingIn(withApplications(49), refused)).toEqual([]);
    expect(lackingIn(settings.matrix, {})).toEqual([sizes]);
    expect(lackingIn(settings.matrix, noExports)).toEqual([]);
  });
});

const uncounted = { 'summary of installations': 'forbidden' } as const;

test.each([
  [51, { ...noExports, ...always }, ''],
  [
    51,
    { ...noExports, ...always, 'accepted orders': 'none', ...uncounted },
    'managed-applications partial ?',
  ],
  // Devices, as many as Intune counts, name their applications themselves.
  [51, { ...noExports, ...always, 'accepted orders': 'none' }, ''],
  [1, { 'report of installations': 'forbidden' }, ''],
  [
    1,
    { ...noExports, 'report of installations': 'forbidden', ...uncounted },
    'managed-applications partial',
  ],
  [1, { ...noExports, 'report of installations': 'forbidden' }, ''],
] as const)(
  'an application with %i rows, with %j',
  (rows, oddities, expected) => {
    const of = setting({ installs: new Map([['application', rows]]) });
    expect(outcome(of, oddities)).toBe(expected);
  },
);
