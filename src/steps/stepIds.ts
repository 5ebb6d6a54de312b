/** The ids of all steps: they appear in `dependsOn`, logs and summary.json. */
export const stepIds = {
  account: 'account',
  users: 'users',
  groups: 'groups',
  groupMembers: 'group-members',
} as const;

export type StepId = (typeof stepIds)[keyof typeof stepIds];
