/** `/users`. https://learn.microsoft.com/graph/api/user-list */
import { readUsers } from '../directoryPermissions';
import { onlyOnSingleUser, userType } from '../entityTypes/user';
import type { GraphContext } from '../context';
import { notFound } from '../errors';
import { entityAnswer, listAnswer, refuseUnlistable } from '../odata/answers';
import { readQuery } from '../odata/query';
import { readSelection, type Selection } from '../odata/select';
import { requireAuditLog } from '../premium';
import { bothVersions, type GraphCall, type Route } from '../route';

/** "requests with $top higher than 500 return pages with up to 500 users" */
const largestPageWithSignInActivity = 500;

export const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/users',
    versions: bothVersions,
    service: 'directory',
    permissions: readUsers,
    resourceUnits: 2,
    // The table says 1; every recorded answer, nine of nine, says 2.
    resourceUnitsWithSelect: 2,
    handle: (call, context) => {
      const options = readQuery(call, ['$select', '$top', '$skiptoken']);
      const selection = readSelection(options, userType, call.version);
      refuseUnlistable(selection, onlyOnSingleUser);
      const withSignIns = checkSignInActivity(selection, call, context);
      return listAnswer(call, context, {
        set: 'users',
        type: userType,
        items: context.tenant.users,
        options,
        selection,
        largestPage: withSignIns ? largestPageWithSignInActivity : undefined,
      });
    },
  },
  {
    method: 'GET',
    path: '/users/:id',
    versions: bothVersions,
    service: 'directory',
    permissions: readUsers,
    handle: (call, context) => {
      const options = readQuery(call, ['$select']);
      const selection = readSelection(options, userType, call.version);
      checkSignInActivity(selection, call, context);
      const { id = '' } = call.params;
      const user = findUser(context, id);
      if (user === undefined) throw notFound(id);
      return entityAnswer(call, context, {
        set: 'users',
        type: userType,
        item: user,
        selection,
      });
    },
  },
];

/** By object id or by sign-in name; a deleted user is not found. */
function findUser(
  { tenant, directory }: GraphContext,
  id: string,
): object | undefined {
  const user = directory.find('user', id);
  if (user !== undefined) {
    return tenant.deletedUsers.some((deleted) => deleted.id === user.id)
      ? undefined
      : user;
  }
  const name = id.toLowerCase();
  return tenant.users.find(
    ({ userPrincipalName }) => userPrincipalName?.toLowerCase() === name,
  );
}

/**
 * Tells whether sign-in activity is selected; refuses it without the permission or the licence.
 * https://learn.microsoft.com/graph/api/resources/signinactivity
 */
function checkSignInActivity(
  { properties }: Selection,
  { caller }: GraphCall,
  { tenant }: GraphContext,
): boolean {
  if (!properties.includes('signInActivity')) return false;
  requireAuditLog(caller, tenant);
  return true;
}
