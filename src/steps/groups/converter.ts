/** group -> azure_user_group */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { closedNames } from '../../model/closedList';
import { timestamp } from '../../model/dates';
import { emails } from '../../model/emails';
import type { Identified } from '../../model/keys';
import { flag, text, textList, textOrNull } from '../../model/values';
import type { WebLinks } from '../../model/webLinks';
import { createGroupEntity } from './entity';
import type { GroupPayload } from './request';

/** https://learn.microsoft.com/graph/api/resources/group#group-visibility-options */
const readVisibility = closedNames(['Private', 'Public', 'HiddenMembership']);

/** Whether the members are shown to some only. */
export function hasHiddenMembership({
  visibility,
}: Pick<GroupPayload, 'visibility'>): boolean {
  return readVisibility(visibility) === 'HiddenMembership';
}

/** @param links absent: no link */
export function toGroupEntity(
  group: Identified<GroupPayload>,
  links?: WebLinks,
): Entity {
  const name = text(group.displayName) ?? text(group.mailNickname) ?? group.id;
  const isMailEnabled = flag(group.mailEnabled) ?? false;
  const isSecurityEnabled = flag(group.securityEnabled) ?? false;
  const [email] = emails(group.mail);
  return createGroupEntity({
    _key: group.id,
    id: group.id,
    name,
    displayName: name,
    webLink: links?.to('group', group.id),
    description: text(group.description),
    classification: text(group.classification),
    email,
    mail: textOrNull(group.mail),
    mailNickname: textOrNull(group.mailNickname),
    mailEnabled: isMailEnabled,
    isMailEnabled,
    securityEnabled: isSecurityEnabled,
    isSecurityEnabled,
    groupTypes: textList(group.groupTypes),
    visibility:
      readVisibility(group.visibility) ?? textOrNull(group.visibility),
    createdOn: timestamp(group.createdDateTime),
    renewedOn: timestamp(group.renewedDateTime),
    expiresOn: timestamp(group.expirationDateTime),
    isAssignableToRole: flag(group.isAssignableToRole),
    membershipRule: text(group.membershipRule),
    isOnPremisesSyncEnabled: flag(group.onPremisesSyncEnabled),
    securityIdentifier: text(group.securityIdentifier),
  });
}
