/**
 * The sources that each of Intune's large datasets can be had from as a whole,
 * and what they cost. What every run reads alike, the lists of policies,
 * applications and devices, is left out: no quota waits for so few pages.
 */
import type { BucketReport } from '../../emulator';
import type { TenantCounts } from './tenantCounts';

/** Requests, by the quota that they draw on; those in batches one by one. */
export type Charges = Readonly<Partial<Record<BucketReport['name'], number>>>;

export interface Source {
  readonly name: string;
  readonly charges: Charges;
  readonly isExport: boolean;
}

export interface Dataset {
  readonly name: string;
  /** Each of them is complete by itself. */
  readonly sources: readonly Source[];
}

/** A report gives no more, whatever `top` says: https://github.com/microsoftgraph/msgraph-beta-sdk-dotnet/issues/683 */
const ROWS_A_REPORT_PAGE = 50;
/** `$top` of `deviceStatuses`; without it the list may end early: https://github.com/microsoftgraph/microsoft-graph-explorer-v4/issues/4043 */
const STATUSES_A_PAGE = 999;

/**
 * Without an order Graph repeats rows, and none is known to be accepted for the
 * reports of policies: pages that repeat rows are read again, because no other
 * source has the rows that they hide. The emulator does so on one page of five,
 * the first one apart.
 */
const PAGES_A_REPEAT = 5;

/** The post of a job, and one poll when its file is there. The download draws on no quota. */
const exportOf = (reportName: string): Source => ({
  name: `export ${reportName}`,
  charges: { exportJobs: 2 },
  isExport: true,
});

const readOnly = (name: string, charges: Charges): Source => ({
  name,
  charges,
  isExport: false,
});

/** @param advancedDetails whether each device is asked for its details, too */
export function datasetsOf(
  counts: TenantCounts,
  advancedDetails = false,
): readonly Dataset[] {
  return [
    { name: 'compliance states', sources: complianceSources(counts) },
    { name: 'configuration states', sources: configurationSources(counts) },
    { name: 'installations', sources: installSources(counts) },
    advancedDetails
      ? { name: 'details and applications', sources: detailSources(counts) }
      : { name: 'detected applications', sources: detectedSources(counts) },
  ];
}

/** An overview tells which of the classic policies have no rows; of the others the first page does. */
function complianceSources(counts: TenantCounts): Source[] {
  const { compliancePolicies: classic, catalogCompliancePolicies: catalog } =
    counts;
  const report = 'getDeviceStatusByCompliacePolicyReport';
  return [
    exportOf('DevicePoliciesComplianceReportV3'),
    readOnly(
      `deviceStatuses with $top and deviceStatusOverview; ${report} of catalog policies`,
      {
        intuneConfiguration: classic.length + pages(classic, STATUSES_A_PAGE),
        reports: unorderedPages(catalog.map(atLeastOne)),
      },
    ),
    readOnly(`${report} of each policy`, {
      reports: unorderedPages([...classic, ...catalog].map(atLeastOne)),
    }),
  ];
}

/**
 * Which of them have rows is taken as known: a floor must not be too high. Nothing
 * but the first page of its report says how many rows an intent has.
 */
function configurationSources(counts: TenantCounts): Source[] {
  const { configurations, intents } = counts;
  const report = 'getConfigurationPolicyDevicesReport';
  return [
    exportOf('DeviceStatusesByConfigurationProfile'),
    readOnly(`${report} of each with rows`, {
      reports: unorderedPages([...configurations, ...intents]),
    }),
    readOnly(
      `${report} of each with rows; deviceStates of intents, and one page of ${report} of each`,
      {
        intuneConfiguration: pages(intents, STATUSES_A_PAGE),
        reports: unorderedPages(configurations) + withRows(intents),
      },
    ),
  ];
}

/** A device's states are those of no user, and those of its primary user where it has one. */
function installSources(counts: TenantCounts): Source[] {
  const { applications, devices, devicesOfUsers } = counts;
  const summary = pages([applications.length], ROWS_A_REPORT_PAGE);
  return [
    exportOf('OrgDeviceInstallStatus'),
    readOnly(
      'getAppsInstallSummaryReport; retrieveDeviceAppInstallationStatusReport of each with rows',
      { reports: summary + pages(applications, ROWS_A_REPORT_PAGE) },
    ),
    readOnly('mobileAppIntentAndStates of each device', {
      intuneDevices: devices + devicesOfUsers,
    }),
  ];
}

function detectedSources({ devices }: TenantCounts): Source[] {
  return [
    exportOf('AppInvRawData'),
    readOnly('each device with $expand=detectedApps', {
      intuneDevices: devices,
    }),
  ];
}

/** The details come from each device alone, and the same request can bring its applications. */
function detailSources({ devices }: TenantCounts): Source[] {
  const exported = exportOf('AppInvRawData');
  return [
    {
      ...exported,
      name: `each device; ${exported.name}`,
      charges: { ...exported.charges, intuneDevices: devices },
    },
    readOnly('each device with $expand=detectedApps', {
      intuneDevices: devices,
    }),
  ];
}

/** None for what has no rows. */
function pages(rowCounts: readonly number[], rowsAPage: number): number {
  return rowCounts.reduce((sum, rows) => sum + Math.ceil(rows / rowsAPage), 0);
}

/** Of reports without an order. */
function unorderedPages(rowCounts: readonly number[]): number {
  const once = pages(rowCounts, ROWS_A_REPORT_PAGE);
  const later = once - withRows(rowCounts);
  return once + Math.round(later / PAGES_A_REPEAT);
}

const withRows = (rowCounts: readonly number[]): number =>
  rowCounts.filter((rows) => rows > 0).length;

/** What has no rows is asked as well. */
const atLeastOne = (rows: number): number => Math.max(rows, 1);
