/** The exports about what devices reported of policies, fleet-wide. */
import {
  deviceColumns,
  deviceId,
  localizedStatus,
  ownerOfDevice,
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
  userEmail,
  userId,
  userName,
} from './policyColumns';
import { defineReport, reportTime, type Report } from './report';
import { statusRows, type StatusRow } from './statusRows';

const compliance = (name: string) =>
  defineReport<StatusRow>({
    name,
    columns: [
      deviceId('DeviceId'),
      reportedAt('LastContact', reportTime),
      policyId,
      policyName,
      platformType,
      localizedStatus,
      policyVersion,
      signInName,
      userEmail,
      userId,
      userName,
    ],
    filters: [],
    rows: statusRows(['compliance'], 'DeviceId'),
  });

const configurationStatuses = defineReport<StatusRow>({
  name: 'DeviceStatusesByConfigurationProfile',
  columns: [
    policyId,
    policyName,
    deviceId('IntuneDeviceId'),
    ...deviceColumns,
    ownerOfDevice,
    // A number and a text in columns of their own, whatever the localization.
    policyStatus,
    reportStatus,
    reportedAt('PspdpuLastModifiedTimeUtc', reportTime),
    platformName,
    { name: 'UnifiedPolicyType', value: ({ policy }) => policy.type },
    { name: 'AssignmentFilterIds', value: () => '' },
    { name: 'TemplateVersion', value: () => '' },
  ],
  hiddenColumns: [
    policyBaseType,
    { name: 'PolicyTypeName', value: ({ policy }) => policy.type },
  ],
  filters: ['PolicyId', 'PolicyBaseTypeName', 'PolicyStatus', 'PolicyTypeName'],
  rows: statusRows(['configuration'], 'IntuneDeviceId'),
});

export const policyReports: readonly Report[] = [
  compliance('DevicePoliciesComplianceReport'),
  compliance('DevicePoliciesComplianceReportV3'),
  configurationStatuses,
];
