/** Every step, in dependency order. */
import { accountStep } from './account';
import type { Microsoft365Step } from './defineStep';
import { groupMembersStep } from './groupMembers';
import { groupsStep } from './groups';
import { usersStep } from './users';

export const integrationSteps: Microsoft365Step[] = [
  accountStep,
  usersStep,
  groupsStep,
  groupMembersStep,
];
