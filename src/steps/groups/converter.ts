/** group -> azure_user_group */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { timestamp } from '../../model/dates';
import { emails } from '../../model/emails';
import { toEntity } from '../../model/entities';
import type { Identified } from '../../model/keys';
import { flag, text, textList, textOrNull } from '../../model/values';
import { createGroupEntity } from './entity';
import type { GroupPayload } from './request';

export function toGroupEntity(group: Identified<GroupPayload>): Entity {
  const name = text(group.displayName) ?? text(group.mailNickname) ?? group.id;
  const isMailEnabled = flag(group.mailEnabled) ?? false;
  const isSecurityEnabled = flag(group.securityEnabled) ?? false;
  const [email] = emails(group.mail);
  return toEntity(
    createGroupEntity({
      _key: group.id,
      id: group.id,
      name,
      displayName: name,
      description: text(group.description),
      email,
      mail: textOrNull(group.mail),
      mailNickname: textOrNull(group.mailNickname),
      mailEnabled: isMailEnabled,
      isMailEnabled,
      securityEnabled: isSecurityEnabled,
      isSecurityEnabled,
      groupTypes: textList(group.groupTypes),
      visibility: textOrNull(group.visibility),
      createdOn: timestamp(group.createdDateTime),
      renewedOn: timestamp(group.renewedDateTime),
    }),
  );
}
