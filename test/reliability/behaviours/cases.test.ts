import { readFileSync } from 'node:fs';
import path from 'node:path';
import { allCases, casesOf, singleOddities } from './cases';
import { withBehaviours, withBehavioursCount } from './documentation';
import { answersTo, doubtNames } from './doubts';
import {
  CASES_VARIABLE,
  readSelection,
  SEED_VARIABLE,
  selectCases,
} from './selection';
import { settingNames } from './settings';
import { conditionsOf, odditiesOf, worldOf } from './world';

const everyAnswer = doubtNames.flatMap((doubt) =>
  answersTo(doubt).map((answer) => `${doubt}: ${answer}`),
);

test.each([1, 2, 3, 4, 5])('the part has every answer (seed %i)', (seed) => {
  const cases = settingNames.flatMap((name) =>
    selectCases(name, { isWhole: false, seed }),
  );
  const answers = cases.flatMap(({ oddities }) =>
    Object.entries(worldOf(oddities)).map(([doubt, it]) => `${doubt}: ${it}`),
  );
  expect([...new Set(answers)].sort()).toEqual([...everyAnswer].sort());
});

test('the whole has every answer alone, and with exports refused', () => {
  const small = casesOf('small', 1);
  expect(small).toEqual(selectCases('small', { isWhole: true, seed: 1 }));
  for (const oddities of singleOddities) {
    expect(small).toContainEqual(
      expect.objectContaining({ group: 'alone', oddities }),
    );
  }
  expect(small.filter(({ group }) => group === 'withoutExports')).toHaveLength(
    singleOddities.length - 2,
  );
});

test('no case is twice in its group', () => {
  const names = allCases(1).map(
    ({ setting, group, name }) => `${setting} ${group} ${name}`,
  );
  expect(new Set(names).size).toBe(names.length);
});

test('the selection comes from the environment', () => {
  expect(readSelection({})).toEqual({ isWhole: false, seed: 1 });
  expect(
    readSelection({ [CASES_VARIABLE]: 'whole', [SEED_VARIABLE]: '7' }),
  ).toEqual({ isWhole: true, seed: 7 });
  expect(() => readSelection({ [SEED_VARIABLE]: 'x' })).toThrow(RangeError);
});

test('a world is its answers that are not the probable ones', () => {
  expect(odditiesOf(worldOf({}))).toEqual({});
  for (const oddities of singleOddities) {
    expect(odditiesOf(worldOf(oddities))).toEqual(oddities);
  }
});

test('each answer that is not the probable one changes the emulator or the run', () => {
  const { exportOutcome: probable } = conditionsOf({}).options;
  for (const oddities of singleOddities) {
    const { options, run } = conditionsOf(oddities);
    const { exportOutcome, ...others } = options;
    const ends = Object.keys(oddities).some((doubt) =>
      /^export of/.test(doubt),
    );
    const changes = [
      ...Object.keys(run),
      ...Object.values(others).filter(
        (value) => JSON.stringify(value) !== '{}',
      ),
    ];
    expect(changes.length > 0 || ends).toBe(true);
    expect(exportOutcome).toBeInstanceOf(Function);
  }
  expect(probable?.('AppInvRawData', 1)).toBe('completed');
});

test('refusals of several answers come together', () => {
  const { options } = conditionsOf({
    'export of compliance': 'forbidden',
    'export of installations': 'needs a filter',
    'export of configurations': 'stuck once',
    'report of compliance': 'unsupported',
    'missing columns': 'PolicyStatus',
  });
  expect(options).toMatchObject({
    refusedExports: {
      DevicePoliciesComplianceReportV3: 'forbidden',
      OrgDeviceInstallStatus: 'needsFilter',
    },
    refusedReports: { getDeviceStatusByCompliacePolicyReport: 'unsupported' },
    missingColumns: ['PolicyStatus'],
  });
  const ends = [1, 2].map((attempt) =>
    options.exportOutcome?.('DeviceStatusesByConfigurationProfile', attempt),
  );
  expect(ends).toEqual(['stuck', 'completed']);
});

const docs = path.join(__dirname, '..', '..', '..', 'docs');

/** Prettier aligns tables; what they say is the same. */
const normalized = (markdown: string) =>
  markdown.replace(/-{3,}/g, '---').replace(/[ \n]+/g, ' ');

test.each([
  ['reliability-matrix.md', withBehaviours],
  ['reliability.md', withBehavioursCount],
] as const)(
  'docs/%s has the behaviors as they are (npx ts-node scripts/reliability.ts)',
  (name, complete) => {
    const markdown = readFileSync(path.join(docs, name), 'utf8');
    expect(normalized(complete(markdown))).toBe(normalized(markdown));
  },
);
