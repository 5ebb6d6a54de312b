/** The reports about what devices reported of policies, fleet-wide. */
import type {
  ComplianceStatus,
  ManagedDevice,
} from '@microsoft/microsoft-graph-types-beta';
import type { PolicyStatus } from '../../tenant';
import type { IntuneIndex } from '../intune/intuneIndex';
import { policiesOf, type ReportedPolicy } from './reportedPolicies';
import { defineReport, reportTime, type Column, type Report } from './report';

interface StatusRow {
  readonly row: PolicyStatus;
  readonly policy: ReportedPolicy;
  readonly device?: ManagedDevice;
  readonly intune: IntuneIndex;
}

/** https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-compliancestatus */
const statusNumbers: Readonly<Record<ComplianceStatus, number>> = {
  unknown: 0,
  notApplicable: 1,
  compliant: 2,
  remediated: 3,
  nonCompliant: 4,
  error: 5,
  conflict: 6,
  notAssigned: 7,
};

const complianceTexts: Readonly<Record<ComplianceStatus, string>> = {
  unknown: 'Not evaluated',
  notApplicable: 'Not applicable',
  compliant: 'Compliant',
  remediated: 'Remediated',
  nonCompliant: 'Not compliant',
  error: 'Error',
  conflict: 'Conflict',
  notAssigned: 'Not assigned',
};

const reportStatuses: Readonly<Record<ComplianceStatus, string>> = {
  unknown: 'Pending',
  notApplicable: 'NotApplicable',
  compliant: 'Succeeded',
  remediated: 'Remediated',
  nonCompliant: 'Noncompliant',
  error: 'Error',
  conflict: 'Conflict',
  notAssigned: 'NotAssigned',
};

const user = ({ row, intune }: StatusRow) => intune.user(row.userPrincipalName);

const complianceColumns: readonly Column<StatusRow>[] = [
  { name: 'DeviceId', value: ({ row }) => row.deviceId },
  {
    name: 'LastContact',
    value: ({ row }) => reportTime(row.lastReportedDateTime),
  },
  { name: 'PolicyId', value: ({ policy }) => policy.id },
  { name: 'PolicyName', value: ({ policy }) => policy.displayName },
  {
    name: 'PolicyPlatformType',
    value: ({ policy }) => policy.platform.code,
    text: ({ policy }) => policy.platform.name,
  },
  {
    name: 'PolicyStatus',
    value: ({ row }) => statusNumbers[row.status],
    text: ({ row }) => complianceTexts[row.status],
  },
  { name: 'PolicyVersion', value: () => 1 },
  { name: 'UPN', value: ({ row }) => row.userPrincipalName },
  { name: 'UserEmail', value: (row) => user(row)?.mail ?? '' },
  { name: 'UserId', value: (row) => user(row)?.id ?? '' },
  { name: 'UserName', value: (row) => user(row)?.displayName ?? '' },
];

const configurationColumns: readonly Column<StatusRow>[] = [
  { name: 'PolicyId', value: ({ policy }) => policy.id },
  { name: 'PolicyName', value: ({ policy }) => policy.displayName },
  { name: 'IntuneDeviceId', value: ({ row }) => row.deviceId },
  { name: 'DeviceName', value: ({ device }) => device?.deviceName ?? '' },
  { name: 'Manufacturer', value: ({ device }) => device?.manufacturer ?? '' },
  { name: 'Model', value: ({ device }) => device?.model ?? '' },
  // Nobody is known for a device that is gone.
  {
    name: 'UPN',
    value: ({ row, device }) =>
      device === undefined ? '' : row.userPrincipalName,
  },
  // A number and a text in columns of their own, whatever the localization.
  { name: 'PolicyStatus', value: ({ row }) => statusNumbers[row.status] },
  { name: 'ReportStatus', value: ({ row }) => reportStatuses[row.status] },
  {
    name: 'PspdpuLastModifiedTimeUtc',
    value: ({ row }) => reportTime(row.lastReportedDateTime),
  },
  {
    name: 'UnifiedPolicyPlatformType',
    value: ({ policy }) => policy.platform.name,
  },
  { name: 'UnifiedPolicyType', value: ({ policy }) => policy.type },
  { name: 'AssignmentFilterIds', value: () => '' },
  { name: 'TemplateVersion', value: () => '' },
];

function rowsOf(kind: 'compliance' | 'configuration') {
  return function* (intune: IntuneIndex): Iterable<StatusRow> {
    const { data } = intune.subscription;
    const policies = policiesOf(data, kind);
    for (const row of data.policyStatuses) {
      const policy = policies.get(row.policyId);
      if (policy === undefined) continue;
      yield { row, policy, device: intune.device(row.deviceId), intune };
    }
  };
}

const compliance = (name: string) =>
  defineReport<StatusRow>({
    name,
    columns: complianceColumns,
    filters: [],
    rows: rowsOf('compliance'),
  });

export const configurationStatuses: Report = defineReport<StatusRow>({
  name: 'DeviceStatusesByConfigurationProfile',
  columns: configurationColumns,
  hiddenColumns: [
    { name: 'PolicyBaseTypeName', value: ({ policy }) => policy.baseType },
    { name: 'PolicyTypeName', value: ({ policy }) => policy.type },
  ],
  filters: ['PolicyId', 'PolicyBaseTypeName', 'PolicyStatus', 'PolicyTypeName'],
  selectNeedsFilter: 'PolicyId',
  rows: rowsOf('configuration'),
});

export const policyReports: readonly Report[] = [
  compliance('DevicePoliciesComplianceReport'),
  compliance('DevicePoliciesComplianceReportV3'),
  configurationStatuses,
];
