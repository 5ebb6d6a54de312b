/** user -> azure_user */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { personProperties } from '../../model/emails';
import { closedNames } from '../../model/closedList';
import { timestamp } from '../../model/dates';
import type { Identified } from '../../model/keys';
import { flag, text, textOrNull } from '../../model/values';
import { createUserEntity } from './entity';
import type { UserPayload } from './request';
import type { UserSecurity } from './security';

/** Microsoft documents these two, of a property that is any text. */
const readUserType = closedNames(['Member', 'Guest']);

/** @param security what other requests tell of the user */
export function toUserEntity(
  user: Identified<UserPayload>,
  security?: UserSecurity,
): Entity {
  const name =
    text(user.displayName) ?? text(user.userPrincipalName) ?? user.id;
  const userType = readUserType(user.userType);
  const isEnabled = flag(user.accountEnabled);
  return createUserEntity({
    _key: user.id,
    id: user.id,
    name,
    displayName: name,
    ...personProperties(user),
    givenName: textOrNull(user.givenName),
    surname: textOrNull(user.surname),
    jobTitle: textOrNull(user.jobTitle),
    mail: text(user.mail),
    mobilePhone: textOrNull(user.mobilePhone),
    officeLocation: textOrNull(user.officeLocation),
    preferredLanguage: textOrNull(user.preferredLanguage),
    userPrincipalName: textOrNull(user.userPrincipalName),
    userType: userType ?? textOrNull(user.userType),
    usageLocation: textOrNull(user.usageLocation),
    employeeId: text(user.employeeId),
    // Required by the schema; null comes only without the permission to see it.
    accountEnabled: isEnabled ?? false,
    active: isEnabled,
    isActive: isEnabled,
    isGuest: userType === 'Guest',
    createdOn: timestamp(user.createdDateTime),
    passwordChangedOn: timestamp(user.lastPasswordChangeDateTime),
    ...toSignIns(user.signInActivity),
    ...security,
  });
}

function toSignIns(activity: UserPayload['signInActivity']) {
  return {
    lastSignInOn: timestamp(activity?.lastSignInDateTime),
    lastNonInteractiveSignInOn: timestamp(
      activity?.lastNonInteractiveSignInDateTime,
    ),
    lastSuccessfulSignInOn: timestamp(activity?.lastSuccessfulSignInDateTime),
  };
}
