/** What Graph answers of two compliance policies, `p1` and `p2`, and what comes of it. */
import { ok, page } from '../graph/replies';
import {
  intuneAccount,
  type IntuneScript,
  type ReportedRow,
  type Table,
} from './scriptedIntune';

export const complianceExportName = 'DevicePoliciesComplianceReportV3';

/** Misspelled in Graph, too. */
const ACTION = 'getDeviceStatusByCompliacePolicyReport';

export const exportHeader = [
  'PolicyId',
  'DeviceId',
  'PolicyStatus',
  'LastContact',
];

export function policyPath(id: string, child: string): string {
  return `/deviceManagement/deviceCompliancePolicies/${id}/${child}`;
}

/** Statuses of p1, and counts of both. */
export function statusesOf(rows: readonly object[], { p1 = {}, p2 = {} } = {}) {
  return {
    ...intuneAccount,
    [policyPath('p1', 'deviceStatuses')]: page(rows),
    [policyPath('p2', 'deviceStatuses')]: page([]),
    [policyPath('p1', 'deviceStatusOverview')]: ok({ errorCount: 0, ...p1 }),
    [policyPath('p2', 'deviceStatusOverview')]: ok({ errorCount: 0, ...p2 }),
  };
}

/** As reports and exports write it. */
export const reportedTime = '2024-02-29 12:30:15.0000000';

export const nonCompliantStatus = {
  id: 'account_p1_d1',
  status: 'nonCompliant',
  lastReportedDateTime: '2024-02-29T12:30:15Z',
};

/** Of d1 and d2, and of a policy that is gone. */
export const exportedStatuses: Table = [
  exportHeader,
  ['p1', 'd1', '4', reportedTime],
  ['p1', 'd2', '2', ''],
  ['deleted', 'd1', '4', ''],
];

export const reportedStatuses: readonly ReportedRow[] = [
  { DeviceId: 'd1', PolicyStatus: 4, LastContact: reportedTime, UPN: 'ann' },
  { DeviceId: 'd2', PolicyStatus: 2, LastContact: null, UPN: 'ann' },
];

/** The report of one policy has these rows; others have none. */
export function reportOf(
  policyId: string,
  rows: readonly ReportedRow[],
): NonNullable<IntuneScript['report']> {
  return (filter, action) =>
    action === ACTION && filter.includes(`'${policyId}'`) ? rows : undefined;
}

/** Of p1 on d1. */
export const expectedFinding = {
  _key: 'account_p1_d1',
  name: 'Policy p1',
  status: 'nonCompliant',
  severity: 'high',
  lastTestedOn: Date.UTC(2024, 1, 29, 12, 30, 15),
};

/** Of relationships, when p1 is known to be on d1 only. */
export const keysOfOne = [
  'd1|has|account_p1_d1',
  'intune-host-agent:d1|assigned|p1',
  'p1|identified|account_p1_d1',
];

/** On d2, too. */
export const keysOfTwo = [
  ...keysOfOne,
  'intune-host-agent:d2|assigned|p1',
].sort();
