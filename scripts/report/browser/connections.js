/** What stands on the page of a row: the rows of other tables that it is connected with, by its table. */
export const connections = {
  devices: [
    {
      title: 'Policies and configurations',
      relation: 'states',
      isRight: true,
      label: 'State',
    },
    { title: 'Findings', table: 'findings', column: 'device' },
    { title: 'Users', relation: 'userDevices', isRight: true, label: 'How' },
    {
      title: 'Applications',
      relation: 'installations',
      isRight: true,
      label: 'Version or state',
    },
  ],
  users: [
    { title: 'Devices', relation: 'userDevices', label: 'How' },
    { title: 'Groups', relation: 'groupUsers', isRight: true },
  ],
  groups: [
    { title: 'Users', relation: 'groupUsers' },
    { title: 'Groups in it', relation: 'groupGroups' },
    { title: 'Other members', relation: 'groupMembers' },
    { title: 'Member of', relation: 'groupGroups', isRight: true },
  ],
  policies: [
    {
      title: 'Devices by state',
      relation: 'states',
      label: 'State',
      isCounted: true,
    },
  ],
  applications: [
    {
      title: 'Devices by version or state',
      relation: 'installations',
      label: 'Version or state',
      isCounted: true,
    },
  ],
  members: [{ title: 'Groups', relation: 'groupMembers', isRight: true }],
};

/** What is shown of rows on the page of another row. */
export const connectedColumns = {
  devices: [
    'name',
    'compliant',
    'owner',
    'osName',
    'osVersion',
    'encrypted',
    'lastSeenOn',
  ],
  users: [
    'name',
    'userPrincipalName',
    'userType',
    'accountEnabled',
    'isMfaEnabled',
    'lastSignIn',
  ],
  groups: ['name', 'kind', 'membership', 'users'],
  members: ['name', 'memberType'],
  findings: ['policy', 'status', 'severity', 'kind', 'lastUpdatedOn'],
  policies: ['name', 'kind', 'type'],
  applications: ['name', 'kind', 'publisher'],
};
