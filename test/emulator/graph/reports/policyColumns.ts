/** The columns that reports about policies share: the same facts, sometimes under another name. */
import type { ComplianceStatus } from '@microsoft/microsoft-graph-types-beta';
import type { Column } from './column';
import type { StatusRow } from './statusRows';

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

export const policyId: Column<StatusRow> = {
  name: 'PolicyId',
  isId: true,
  value: ({ policy }) => policy.id,
};
export const policyName: Column<StatusRow> = {
  name: 'PolicyName',
  value: ({ policy }) => policy.displayName,
};
export const policyBaseType: Column<StatusRow> = {
  name: 'PolicyBaseTypeName',
  value: ({ policy }) => policy.baseType,
};
export const policyVersion: Column<StatusRow> = {
  name: 'PolicyVersion',
  value: () => 1,
  propertyType: 'Int64',
};
export const platformType: Column<StatusRow> = {
  name: 'PolicyPlatformType',
  value: ({ policy }) => policy.platform.code,
  text: ({ policy }) => policy.platform.name,
  propertyType: 'Int64',
};
export const platformName: Column<StatusRow> = {
  name: 'UnifiedPolicyPlatformType',
  value: ({ policy }) => policy.platform.name,
};

/** A number without a text beside it. */
export const policyStatus: Column<StatusRow> = {
  name: 'PolicyStatus',
  value: ({ row }) => statusNumbers[row.status],
  listName: ({ row }) => row.status,
  propertyType: 'Int64',
};
export const localizedStatus: Column<StatusRow> = {
  ...policyStatus,
  text: ({ row }) => complianceTexts[row.status],
};
export const reportStatus: Column<StatusRow> = {
  name: 'ReportStatus',
  value: ({ row }) => reportStatuses[row.status],
};

export const deviceId = (
  name: 'DeviceId' | 'IntuneDeviceId',
): Column<StatusRow> => ({
  name,
  isId: true,
  value: ({ row }) => row.deviceId,
});

export const deviceColumns: readonly Column<StatusRow>[] = [
  { name: 'DeviceName', value: ({ device }) => device?.deviceName ?? '' },
  { name: 'Manufacturer', value: ({ device }) => device?.manufacturer ?? '' },
  { name: 'Model', value: ({ device }) => device?.model ?? '' },
];
export const deviceName = deviceColumns[0];

export const signInName: Column<StatusRow> = {
  name: 'UPN',
  value: ({ row }) => row.userPrincipalName,
};
/** Nobody is known for a device that is gone. */
export const ownerOfDevice: Column<StatusRow> = {
  name: 'UPN',
  value: ({ row, device }) =>
    device === undefined ? '' : row.userPrincipalName,
};
export const userId: Column<StatusRow> = {
  name: 'UserId',
  isId: true,
  value: (row) => user(row)?.id ?? '',
};
export const userName: Column<StatusRow> = {
  name: 'UserName',
  value: (row) => user(row)?.displayName ?? '',
};
export const userEmail: Column<StatusRow> = {
  name: 'UserEmail',
  value: (row) => user(row)?.mail ?? '',
};

/** `write`: exports and reports differ in how they write a time. */
export const reportedAt = (
  name: 'LastContact' | 'PspdpuLastModifiedTimeUtc',
  write: (time: string) => string,
): Column<StatusRow> => ({
  name,
  value: ({ row }) => write(row.lastReportedDateTime),
});
