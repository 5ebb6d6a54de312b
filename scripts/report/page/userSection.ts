/** Users without a device. */
import type { Aggregate } from '../aggregate';
import type { Run } from '../run';
import type { UserCount } from '../tallies/users';
import { date, number, percent, plural } from '../text';
import { groups, relationshipTypes } from '../types';
import { html, type Html } from './html';
import { card, empty, table } from './parts';

export function userSection({ users }: Aggregate, run: Run): Html {
  const { members, guests, disabled, examples } = users;
  return card(
    {
      id: 'users',
      title: 'Users without devices',
      lead: html`<b>${number(members.withoutDevice)}</b> of
        ${plural(members.total, 'enabled member')}
        (${percent(members.withoutDevice, members.total)}) own no managed
        device; nor do ${countOf(guests, 'guest')} and
        ${countOf(disabled, 'disabled member')}.`,
      completeness: run.completeness([
        ...groups.users.types,
        ...groups.devices.types,
        ...ownerTypes(),
      ]),
    },
    examples.length === 0
      ? empty('Every enabled member has a device, or there is none.')
      : table(
          examples.length < members.withoutDevice
            ? `Enabled members without a device: the ${examples.length} with the latest sign-in`
            : 'Enabled members without a device',
          [
            { title: 'User' },
            { title: 'Job title' },
            { title: 'Last sign-in', kind: 'short' },
          ],
          examples.map(({ name, jobTitle, lastSignInOn }) => [
            name,
            jobTitle,
            lastSignInOn === undefined ? undefined : date(lastSignInOn),
          ]),
        ),
  );
}

function ownerTypes(): string[] {
  const devices: readonly string[] = groups.devices.types;
  return relationshipTypes
    .filter(
      ({ sourceType, targetType }) =>
        sourceType === groups.users.id && devices.includes(targetType),
    )
    .map(({ _type }) => _type);
}

function countOf({ withoutDevice }: UserCount, one: string): string {
  return plural(withoutDevice, one);
}
