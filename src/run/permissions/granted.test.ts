import type { PermissionNeed } from '../../graph/request';
import { tokenLacks } from './granted';

const need: PermissionNeed = {
  anyOf: ['RoleManagement.Read.Directory', 'Directory.Read.All'],
  without: 'roles',
};

const graphOf = (granted: readonly string[] | undefined) => ({
  grantedPermissions: () => Promise.resolve(granted && new Set(granted)),
});

test.each<[readonly string[] | undefined, boolean]>([
  // What cannot be read proves nothing.
  [undefined, false],
  [[], true],
  [['Mail.Read'], true],
  [['Directory.Read.All'], false],
  [['Mail.Read', 'RoleManagement.Read.Directory'], false],
  // Writing includes reading.
  [['RoleManagement.ReadWrite.Directory'], false],
  // It may give less.
  [['RoleManagement.ReadBasic.Directory'], true],
])('that a token with %j lacks a permission: %j', async (granted, lacks) => {
  expect(await tokenLacks(graphOf(granted), need)).toBe(lacks);
});
