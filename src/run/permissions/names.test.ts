import { canWrite, includes, isIntunePermission, isLesser } from './names';

describe('includes', () => {
  it.each([
    ['User.Read.All', 'User.Read.All', true],
    ['User.ReadWrite.All', 'User.Read.All', true],
    ['Directory.ReadWrite.All', 'Directory.Read.All', true],
    ['User.Read.All', 'User.ReadWrite.All', false],
    ['User.ReadBasic.All', 'User.Read.All', false],
    ['Application.ReadWrite.OwnedBy', 'Application.Read.All', false],
    ['Group.Read.All', 'GroupMember.Read.All', false],
    ['', 'User.Read.All', false],
  ])('%s, wanted: %s: %s', (granted, wanted, expected) => {
    expect(includes(granted, wanted)).toBe(expected);
  });
});

describe('isLesser', () => {
  it.each([
    ['Group.ReadBasic.All', 'Group.Read.All', true],
    ['GroupMember.ReadBasic.All', 'GroupMember.Read.All', true],
    ['Group.ReadBasic.All', 'GroupMember.Read.All', false],
    ['Group.Read.All', 'Group.Read.All', false],
    ['Group.Read.All', 'Group.ReadBasic.All', false],
  ])('%s, wanted: %s: %s', (granted, wanted, expected) => {
    expect(isLesser(granted, wanted)).toBe(expected);
  });
});

describe('canWrite', () => {
  it.each([
    'User.Read.All',
    'User.ReadBasic.All',
    'Member.Read.Hidden',
    'Mail.Read',
    'AuditLogsQuery-Entra.Read.All',
    'Policy.Read.ConditionalAccess',
  ])('is not said of %s', (name) => {
    expect(canWrite(name)).toBe(false);
  });

  it.each([
    'User.ReadWrite.All',
    'Directory.ReadWrite.All',
    'Mail.ReadWrite',
    'Mail.Send',
    'Sites.FullControl.All',
    'DeviceManagementManagedDevices.PrivilegedOperations.All',
    'full_access_as_app',
    '',
  ])('is said of %j', (name) => {
    expect(canWrite(name)).toBe(true);
  });
});

test.each([
  ['DeviceManagementApps.Read.All', true],
  ['Device.Read.All', false],
])('%s is of Intune: %s', (name, expected) => {
  expect(isIntunePermission(name)).toBe(expected);
});
