/** Every step, in dependency order. */
import { accountStep } from './account';
import { compliancePoliciesStep } from './compliancePolicies';
import type { Microsoft365Step } from '../run/defineStep';
import { detectedApplicationsStep } from './detectedApplications';
import { deviceConfigurationsStep } from './deviceConfigurations';
import { managedDevicesStep } from './devices';
import { complianceFindingsStep } from './findings/complianceFindings';
import { configurationFindingsStep } from './findings/configurationFindings';
import { groupMembersStep } from './groupMembers';
import { groupsStep } from './groups';
import { groupUsersStep } from './groupMembers/groupUsers';
import { managedApplicationsStep } from './managedApplications';
import { userDevicesStep } from './userDevices';
import { usersStep } from './users';

export const integrationSteps: Microsoft365Step[] = [
  accountStep,
  usersStep,
  groupsStep,
  groupMembersStep,
  groupUsersStep,
  managedDevicesStep,
  userDevicesStep,
  compliancePoliciesStep,
  deviceConfigurationsStep,
  complianceFindingsStep,
  configurationFindingsStep,
  managedApplicationsStep,
  detectedApplicationsStep,
];
