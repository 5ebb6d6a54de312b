/**
 * What tenants differ in, and nobody knows: each doubt with its answers, the
 * most probable one first. Those of test/emulator/graph/behaviour.ts, and what
 * can come of an export job.
 */
import { allRoles } from '../../emulator/options';
import type { EmulatorOptions, ExportOutcome } from '../../emulator';
import type { RunOptions } from '../runIntegration';
import { shortPages } from './shortPages';

/** What an answer makes of the emulator, and of the run. */
export interface Effect {
  readonly options?: Omit<Partial<EmulatorOptions>, 'exportOutcome'>;
  readonly run?: Pick<RunOptions, 'includeAdvancedDeviceDetails'>;
  /** How the jobs of single reports end. */
  readonly outcomes?: Readonly<
    Record<string, (attempt: number) => ExportOutcome>
  >;
}

/** As written here: the first one is the probable one. */
type Answers = Readonly<Record<string, Effect>>;

const PROBABLE: Effect = {};

/** Everything that an export of one report may come to. */
function exportOf(reportName: string) {
  const refused = (
    refusal: 'forbidden' | 'unsupported' | 'needsFilter',
  ): Effect => ({ options: { refusedExports: { [reportName]: refusal } } });
  const ends = (outcome: (attempt: number) => ExportOutcome): Effect => ({
    outcomes: { [reportName]: outcome },
  });
  return {
    given: PROBABLE,
    forbidden: refused('forbidden'),
    unsupported: refused('unsupported'),
    'needs a filter': refused('needsFilter'),
    'stuck once': ends((attempt) => (attempt === 1 ? 'stuck' : 'completed')),
    stuck: ends(() => 'stuck'),
    failed: ends(() => 'failed'),
    'without ids': ends(() => 'missingColumn'),
  } satisfies Answers;
}

function reportBy(...names: readonly string[]) {
  const refused = (refusal: 'forbidden' | 'unsupported'): Effect => ({
    options: {
      refusedReports: Object.fromEntries(names.map((name) => [name, refusal])),
    },
  });
  return {
    given: PROBABLE,
    forbidden: refused('forbidden'),
    unsupported: refused('unsupported'),
  } satisfies Answers;
}

const withoutHidden = allRoles.filter((role) => role !== 'Member.Read.Hidden');

export const doubts = {
  'export permission': {
    read: PROBABLE,
    readWrite: { options: { exportPermission: 'readWrite' } },
    nobody: { options: { exportPermission: 'nobody' } },
  },
  'export of detected applications': exportOf('AppInvRawData'),
  'export of installations': exportOf('OrgDeviceInstallStatus'),
  'export of compliance': exportOf('DevicePoliciesComplianceReportV3'),
  'export of configurations': exportOf('DeviceStatusesByConfigurationProfile'),
  'report of compliance': reportBy('getDeviceStatusByCompliacePolicyReport'),
  'report of configurations': reportBy('getConfigurationPolicyDevicesReport'),
  'report of installations': reportBy(
    'retrieveDeviceAppInstallationStatusReport',
    'getDeviceInstallStatusReport',
  ),
  'summary of installations': reportBy('getAppsInstallSummaryReport'),
  'types of beta on v1.0': {
    hidden: PROBABLE,
    untyped: { options: { betaTypesOnV1: 'untyped' } },
    mixed: { options: { betaTypesOnV1: 'mixed' } },
  },
  'lists of statuses are cut': {
    'without $top': PROBABLE,
    always: { options: { deviceStatusesCut: 'always' } },
    never: { options: { deviceStatusesCut: 'never' } },
  },
  'where lists of statuses are cut': {
    'after 51 rows': PROBABLE,
    'after 5 rows': { options: { statusesBeforeCut: 5 } },
  },
  'overviews count': {
    devices: PROBABLE,
    rows: { options: { overviewUnit: 'rows' } },
  },
  'age of overviews': {
    current: PROBABLE,
    stale: { options: { overviewAge: 'stale' } },
  },
  'devices of other platforms in overviews': {
    'not counted': PROBABLE,
    'counted, with rows': { options: { otherPlatforms: 'withRows' } },
    'counted, without rows': { options: { otherPlatforms: 'withoutRows' } },
  },
  'states of catalog compliance policies': {
    everywhere: PROBABLE,
    'in exports': { options: { catalogComplianceStates: 'exports' } },
    'in reports': { options: { catalogComplianceStates: 'reports' } },
    nowhere: { options: { catalogComplianceStates: 'nowhere' } },
  },
  '$select of catalog compliance policies': {
    taken: PROBABLE,
    refused: { options: { catalogPoliciesRefuseSelect: true } },
  },
  'intents in reports': {
    present: PROBABLE,
    absent: { options: { intentsInPolicyReports: false } },
  },
  'list of detected applications': {
    cut: PROBABLE,
    pages: { options: { detectedAppsList: 'pages' } },
  },
  'expanded detected applications': {
    whole: PROBABLE,
    refused: { options: { expandedDetectedApps: 'refused' } },
    empty: { options: { expandedDetectedApps: 'empty' } },
  },
  'name of the install report': {
    successor: PROBABLE,
    both: { options: { installReport: 'both' } },
    old: { options: { installReport: 'old' } },
  },
  'form of the install report name': {
    both: PROBABLE,
    qualified: { options: { installReportForm: 'qualified' } },
    unqualified: { options: { installReportForm: 'unqualified' } },
  },
  'accepted orders': {
    known: PROBABLE,
    every: { options: { reportOrder: 'every' } },
    none: { options: { reportOrder: 'none' } },
  },
  'repeated rows': {
    once: PROBABLE,
    always: { options: { reportRepeats: 'always' } },
    never: { options: { reportRepeats: 'never' } },
  },
  'form of reports': {
    JSON: PROBABLE,
    base64: { options: { base64Reports: true } },
  },
  'form of states': {
    number: PROBABLE,
    name: { options: { stateForm: 'name' } },
    'name and number': { options: { stateForm: 'nameAndNumber' } },
  },
  'case of reported ids': {
    lower: PROBABLE,
    upper: { options: { reportedIdCase: 'upper' } },
  },
  'case of headers': {
    documented: PROBABLE,
    other: { options: { exportHeaderCase: 'other' } },
  },
  'missing columns': {
    none: PROBABLE,
    PspdpuLastModifiedTimeUtc: {
      options: { missingColumns: ['PspdpuLastModifiedTimeUtc'] },
    },
    PolicyStatus: { options: { missingColumns: ['PolicyStatus'] } },
  },
  'limit of sign-ins': {
    '5 per 10 s': PROBABLE,
    '10 per minute': { options: { signInLimit: '10 per minute' } },
  },
  'hidden members': {
    permitted: PROBABLE,
    empty: { options: { roles: withoutHidden, hiddenMembership: 'empty' } },
    forbidden: {
      options: { roles: withoutHidden, hiddenMembership: 'forbidden' },
    },
  },
  pages: {
    full: PROBABLE,
    short: { options: { largestPage: shortPages } },
  },
  'advanced details': {
    wanted: PROBABLE,
    unwanted: { run: { includeAdvancedDeviceDetails: false } },
  },
} as const satisfies Readonly<Record<string, Answers>>;

export type Doubts = typeof doubts;
export type Doubt = keyof Doubts;
export type Answer<D extends Doubt = Doubt> = D extends Doubt
  ? Extract<keyof Doubts[D], string>
  : never;

/** An answer to each doubt. */
export type World = { readonly [D in Doubt]: Answer<D> };

/** The answers that are not the probable ones. */
export type Oddities = Partial<World>;

export const doubtNames = Object.keys(doubts) as Doubt[];

/** The probable one comes first. */
export function answersTo(doubt: Doubt): readonly Answer[] {
  return Object.keys(doubts[doubt]) as Answer[];
}

export function effectOf(doubt: Doubt, answer: Answer): Effect {
  const answers: Answers = doubts[doubt];
  return answers[answer];
}
