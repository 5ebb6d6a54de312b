/** user -> azure_user */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { personProperties } from '../../model/emails';
import { closedNames } from '../../model/closedList';
import { timestamp } from '../../model/dates';
import type { Identified } from '../../model/keys';
import { flag, text, textOrNull } from '../../model/values';
import type { WebLinks } from '../../model/webLinks';
import { createUserEntity } from './entity';
import type { UserExtras } from './extras';
import { licenseProperties } from './extras/licenses';
import type { UserPayload } from './request';

/** Microsoft documents these two, of a property that is any text. */
const readUserType = closedNames(['Member', 'Guest']);

/**
 * @param extras what other requests tell of the user
 * @param links absent: no link
 */
export function toUserEntity(
  user: Identified<UserPayload>,
  { registration, roles, licenseNames }: UserExtras = {},
  links?: WebLinks,
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
    webLink: links?.to('user', user.id),
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
    ...registration,
    ...roles,
    ...licenseProperties(user.assignedLicenses, licenseNames),
    ...directoryProperties(user),
  });
}

function toSignIns(activity: UserPayload['signInActivity']) {
  return {
    lastSignInOn: timestamp(activity?.lastSignInDateTime),
    lastNonInteractiveSignInOn: timestamp(
      activity?.lastNonInteractiveSignInDateTime,
    ),
    lastSuccessfulSignInOn: timestamp(activity?.lastSuccessfulSignInDateTime),
    lastSignInDateTime: asWritten(activity?.lastSignInDateTime),
    lastNonInteractiveSignInDateTime: asWritten(
      activity?.lastNonInteractiveSignInDateTime,
    ),
    lastSuccessfulSignInDateTime: asWritten(
      activity?.lastSuccessfulSignInDateTime,
    ),
  };
}

/** From the rest of the directory's profile. */
function directoryProperties(user: Identified<UserPayload>) {
  const securityIdentifier = text(user.onPremisesSecurityIdentifier);
  return {
    userIds: [...new Set([user.id, securityIdentifier ?? user.id])],
    companyName: text(user.companyName),
    department: text(user.department),
    employeeType: text(user.employeeType),
    externalUserState: text(user.externalUserState),
    isOnPremisesSyncEnabled: flag(user.onPremisesSyncEnabled),
    onPremisesSamAccountName: text(user.onPremisesSamAccountName),
    onPremisesSecurityIdentifier: securityIdentifier,
  };
}

/** For the properties of the published integration, which are texts. */
function asWritten(time: unknown): string | undefined {
  return timestamp(time) === undefined ? undefined : text(time);
}
