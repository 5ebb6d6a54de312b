/** The ids of all steps: they appear in `dependsOn`, logs and summary.json. */
export const stepIds = {
  account: 'account',
  users: 'users',
  groups: 'groups',
  groupMembers: 'group-members',
  groupUsers: 'group-users',
  managedDevices: 'managed-devices',
  userDevices: 'user-devices',
  compliancePolicies: 'compliance-policies',
  deviceConfigurations: 'device-configurations',
  complianceFindings: 'compliance-findings',
  configurationFindings: 'configuration-findings',
  managedApplications: 'managed-applications',
  detectedApplications: 'detected-applications',
} as const;

export type StepId = (typeof stepIds)[keyof typeof stepIds];
