/** How many devices and users have each managed application in which state: one row for each application. */
import type {
  MobileApp,
  ResultantAppState,
} from '@microsoft/microsoft-graph-types-beta';
import type { IdentifiedIntune, InstallStatus } from '../../tenant';
import { systemAccount } from '../../tenant/intune/policyStatuses';
import type { Column } from './column';
import { platformOf } from './installColumns';
import { defineReport, type Report, type ReportSource } from './report';

type Bucket =
  'Installed' | 'Failed' | 'PendingInstall' | 'NotApplicable' | 'NotInstalled';

/** From the worst to the least that is known; nobody has seen where the service counts `unknown`. */
const bucketsByState = {
  failed: 'Failed',
  uninstallFailed: 'Failed',
  pendingInstall: 'PendingInstall',
  notInstalled: 'NotInstalled',
  installed: 'Installed',
  notApplicable: 'NotApplicable',
  unknown: 'NotInstalled',
} as const satisfies Record<ResultantAppState, Bucket>;

const worstFirst = Object.keys(bucketsByState);
const buckets: readonly Bucket[] = [
  'Installed',
  'Failed',
  'PendingInstall',
  'NotApplicable',
  'NotInstalled',
];

type Counts = ReadonlyMap<Bucket, number>;

interface AppRow {
  readonly app: IdentifiedIntune<MobileApp>;
  readonly devices: Counts;
  readonly users: Counts;
}

function* appRows({ intune }: ReportSource): Iterable<AppRow> {
  for (const app of intune.subscription.data.mobileApps) {
    const installs = intune.installsOf(app.id);
    const ofUsers = installs.filter(
      ({ userPrincipalName }) => userPrincipalName !== systemAccount,
    );
    yield {
      app,
      devices: countByWorst(installs, ({ deviceId }) => deviceId),
      users: countByWorst(ofUsers, (install) => install.userPrincipalName),
    };
  }
}

/** Each device, or user, once: by the worst of its states. */
function countByWorst(
  installs: readonly InstallStatus[],
  keyOf: (install: InstallStatus) => string,
): Counts {
  const worst = new Map<string, ResultantAppState>();
  for (const install of installs) {
    const key = keyOf(install);
    const before = worst.get(key);
    if (before === undefined || isWorse(install.installState, before)) {
      worst.set(key, install.installState);
    }
  }
  const counts = new Map<Bucket, number>();
  for (const state of worst.values()) {
    const bucket = bucketsByState[state];
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return counts;
}

const isWorse = (state: ResultantAppState, other: ResultantAppState) =>
  worstFirst.indexOf(state) < worstFirst.indexOf(other);

function failedPercentage({ devices }: AppRow): number {
  const total = [...devices.values()].reduce((sum, count) => sum + count, 0);
  const failed = devices.get('Failed') ?? 0;
  return total === 0 ? 0 : Math.round((failed / total) * 10_000) / 100;
}

function platform({ app }: AppRow) {
  const type = String(Reflect.get(app, '@odata.type')).split('.').at(-1) ?? '';
  const system = type.replace(/^managed/, '');
  return platformOf(/^(win|office)/i.test(system) ? 'Windows' : system);
}

const columns: readonly Column<AppRow>[] = [
  { name: 'ApplicationId', isId: true, value: ({ app }) => app.id },
  { name: 'DisplayName', value: ({ app }) => app.displayName ?? '' },
  { name: 'Publisher', value: ({ app }) => app.publisher ?? '' },
  {
    name: 'Platform',
    value: (row) => platform(row).code,
    text: (row) => platform(row).name,
    propertyType: 'Int64',
  },
  {
    name: 'AppVersion',
    value: ({ app }) => String(Reflect.get(app, 'displayVersion') ?? ''),
  },
  {
    name: 'FailedDevicePercentage',
    value: failedPercentage,
    propertyType: 'Double',
  },
  ...buckets.flatMap((bucket): Column<AppRow>[] => [
    {
      name: `${bucket}DeviceCount`,
      value: ({ devices }) => devices.get(bucket) ?? 0,
      propertyType: 'Int64',
    },
    {
      name: `${bucket}UserCount`,
      value: ({ users }) => users.get(bucket) ?? 0,
      propertyType: 'Int64',
    },
  ]),
];

/** Answered at once. */
export const appsInstallSummary: Report = defineReport<AppRow>({
  name: 'getAppsInstallSummaryReport',
  columns,
  filters: ['ApplicationId', 'FailedDeviceCount', 'FailedUserCount'],
  rows: appRows,
});

/** The same counts as an export. */
export const appInstallStatusAggregate: Report = defineReport<AppRow>({
  name: 'AppInstallStatusAggregate',
  columns,
  filters: ['Platform', 'FailedDevicePercentage'],
  rows: appRows,
});
