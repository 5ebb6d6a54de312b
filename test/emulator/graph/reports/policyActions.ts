/** The reports about policies that are answered at once: of one policy, of one device, and how many devices fail. */
import {
  deviceColumns,
  deviceId,
  deviceName,
  localizedStatus,
  platformName,
  platformType,
  policyBaseType,
  policyId,
  policyName,
  policyStatus,
  policyVersion,
  reportedAt,
  reportStatus,
  signInName,
  userId,
  userName,
} from './policyColumns';
import type { Column } from './column';
import { actionTime, defineReport } from './report';
import { catalogCompliance, statusRows, type StatusRow } from './statusRows';

/** What the portal numbers its kinds of policies by; not documented. */
const typeNumbers: Readonly<Record<string, number>> = {
  CompliancePolicy: 20,
  DeviceConfiguration: 26,
  GroupPolicyConfiguration: 25,
  DeviceIntent: 31,
};
const settingsCatalog = 118;

const typeNumber = (name: string): Column<StatusRow> => ({
  name,
  value: ({ policy }) => typeNumbers[policy.type] ?? settingsCatalog,
  propertyType: 'Int64',
});

/** One compliance policy. Its columns were not seen: they are those of the export of this name. */
export const complianceOfPolicy = defineReport<StatusRow>({
  name: 'getDeviceStatusByCompliacePolicyReport',
  columns: [
    deviceId('DeviceId'),
    deviceName,
    {
      name: 'AadDeviceId',
      value: ({ device }) => device?.azureADDeviceId ?? '',
    },
    reportedAt('LastContact', actionTime),
    { name: 'ManagementAgents', value: () => 2, propertyType: 'Int64' },
    { name: 'OS', value: ({ device }) => device?.operatingSystem ?? '' },
    policyId,
    localizedStatus,
    signInName,
    userId,
    userName,
  ],
  filters: ['PolicyId', 'PolicyStatus', 'DeviceName'],
  requiredFilters: ['PolicyId'],
  rows: statusRows(['compliance'], 'DeviceId'),
});

/** One policy of any family but that of the catalog's compliance policies, which nobody asks for here. */
export const devicesOfPolicy = defineReport<StatusRow>({
  name: 'getConfigurationPolicyDevicesReport',
  columns: [
    policyId,
    policyBaseType,
    deviceId('IntuneDeviceId'),
    ...deviceColumns,
    signInName,
    userId,
    policyStatus,
    reportStatus,
    reportedAt('PspdpuLastModifiedTimeUtc', actionTime),
    platformName,
    typeNumber('UnifiedPolicyType'),
    { name: 'AssignmentFilterIds', value: () => '' },
  ],
  filters: ['PolicyId', 'PolicyBaseTypeName', 'PolicyStatus', 'ReportStatus'],
  requiredFilters: ['PolicyBaseTypeName', 'PolicyId'],
  rows: function* (source, conditions) {
    const rows = statusRows(['compliance', 'configuration'], 'IntuneDeviceId');
    for (const row of rows(source, conditions)) {
      if (row.policy.baseType !== catalogCompliance) yield row;
    }
  },
});

/** All compliance policies of one device. */
export const complianceOfDevice = defineReport<StatusRow>({
  name: 'getDevicePoliciesComplianceReport',
  columns: [
    deviceId('DeviceId'),
    policyId,
    policyName,
    platformType,
    localizedStatus,
    policyVersion,
    signInName,
    userId,
    userName,
    reportedAt('LastContact', actionTime),
  ],
  filters: ['DeviceId', 'PolicyPlatformType'],
  requiredFilters: ['DeviceId'],
  rows: statusRows(['compliance'], 'DeviceId'),
});

/** All configurations of one device. */
export const configurationsOfDevice = defineReport<StatusRow>({
  name: 'getConfigurationPoliciesReportForDevice',
  columns: [
    deviceId('IntuneDeviceId'),
    policyId,
    policyName,
    policyBaseType,
    typeNumber('PolicyType'),
    signInName,
    userId,
    localizedStatus,
    reportedAt('PspdpuLastModifiedTimeUtc', actionTime),
  ],
  filters: ['IntuneDeviceId', 'PolicyBaseTypeName'],
  requiredFilters: ['IntuneDeviceId'],
  rows: statusRows(['configuration'], 'IntuneDeviceId'),
});

interface FailureRow {
  readonly first: StatusRow;
  readonly failing: number;
  readonly erroneous: number;
}

/** Compliance policies that devices fail, both families. */
export const failingPolicies = defineReport<FailureRow>({
  name: 'getPolicyNonComplianceSummaryReport',
  columns: [
    ...[policyId, policyName, policyBaseType, platformName].map(
      ({ value, ...column }): Column<FailureRow> => ({
        name: column.name,
        isId: column.isId,
        value: ({ first }) => value(first),
      }),
    ),
    {
      name: 'NumberOfNonCompliantDevices',
      value: ({ failing }) => failing,
      propertyType: 'Int64',
    },
    {
      name: 'NumberOfErrorDevices',
      value: ({ erroneous }) => erroneous,
      propertyType: 'Int64',
    },
  ],
  filters: ['PolicyBaseTypeName', 'PolicyId', 'PolicyName'],
  requiredFilters: ['PolicyBaseTypeName'],
  rows: (source) => {
    const rows = statusRows(['compliance'], 'DeviceId')(source, []);
    const byPolicy = new Map<string, StatusRow[]>();
    for (const row of rows) {
      const group = byPolicy.get(row.policy.id);
      if (group === undefined) byPolicy.set(row.policy.id, [row]);
      else group.push(row);
    }
    return [...byPolicy.values()]
      .map((group) => ({
        first: group[0],
        failing: devicesWith('nonCompliant', group),
        erroneous: devicesWith('error', group),
      }))
      .filter(({ failing, erroneous }) => failing + erroneous > 0);
  },
});

function devicesWith(
  status: StatusRow['row']['status'],
  rows: readonly StatusRow[],
): number {
  const found = rows.filter(({ row }) => row.status === status);
  return new Set(found.map(({ row }) => row.deviceId)).size;
}
