import type { StoredEntity } from '../collection';
import { tallyDevices } from './devices';
import { tallyUsers } from './users';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2025, 5, 30);

describe('tallyDevices', () => {
  const resultOf = (devices: readonly object[], limit = 9) => {
    const tally = tallyDevices(new Set(['laptop', 'phone']), NOW, limit);
    devices.forEach((properties, index) =>
      tally.addEntity?.({ _type: 'laptop', _key: `d${index}`, ...properties }),
    );
    return tally.result();
  };

  it.each([
    ['right now', 0, '1 day', false],
    ['a day ago', 1, '1 day', false],
    ['two days ago', 2, '2–7 days', false],
    ['a week ago', 7, '2–7 days', false],
    ['a month ago', 30, '8–30 days', false],
    ['31 days ago', 31, '31–90 days', true],
    ['91 days ago', 91, '> 90 days', true],
    ['tomorrow, by a clock that is ahead', -1, '1 day', false],
  ])('sorts a device that was seen %s', (_, days, title, isStale) => {
    const { ages, stale } = resultOf([{ lastSeenOn: NOW - days * DAY }]);
    expect(ages.filter(({ devices }) => devices > 0)).toEqual([
      { title, isStale, devices: 1 },
    ]);
    expect(stale).toBe(isStale ? 1 : 0);
  });

  it.each([[null], [undefined], ['2025'], [NaN]])(
    'holds a device for stale that was last seen on %p',
    (lastSeenOn) => {
      const { ages, stale, stalest } = resultOf([{ lastSeenOn }]);
      expect(ages.find(({ devices }) => devices > 0)?.title).toBe('Never');
      expect([stale, stalest]).toEqual([1, []]);
    },
  );

  it('lists those that were not seen for the longest time', () => {
    const { stalest } = resultOf(
      [3, 40, 100, 5].map((days) => ({
        displayName: `seen ${days} days ago`,
        lastSeenOn: NOW - days * DAY,
        osName: 'iOS',
        username: 'ann@contoso.com',
      })),
      2,
    );
    expect(stalest).toEqual([
      expect.objectContaining({ name: 'seen 100 days ago', days: 100 }),
      expect.objectContaining({
        days: 40,
        platform: 'iOS',
        owner: 'ann@contoso.com',
      }),
    ]);
  });

  it('counts platforms and encryption, of devices only', () => {
    const result = resultOf([
      { osName: 'Windows', encrypted: true },
      { osName: 'iOS', encrypted: false, _type: 'phone' },
      { osName: 'Windows', encrypted: true },
      { osName: '' },
      { osName: 'Solaris', _type: 'group' },
    ]);
    expect(result.platforms).toEqual([
      ['Windows', 2],
      ['iOS', 1],
      ['Unknown', 1],
    ]);
    expect([result.total, result.encrypted, result.encryptionKnown]).toEqual([
      4, 2, 3,
    ]);
  });
});

describe('tallyUsers', () => {
  const user = (_key: string, properties: object = {}): StoredEntity => ({
    _type: 'user',
    _key,
    displayName: _key,
    isGuest: false,
    accountEnabled: true,
    ...properties,
  });
  const resultOf = (
    owners: readonly string[],
    users: readonly StoredEntity[],
    limit = 9,
  ) => {
    const tally = tallyUsers('user', new Set(['user_has_laptop']), limit);
    owners.forEach((owner) =>
      tally.addRelationship?.({
        _type: 'user_has_laptop',
        _fromEntityKey: owner,
        _toEntityKey: 'd',
      }),
    );
    tally.addRelationship?.({
      _type: 'user_uses_laptop',
      _fromEntityKey: 'idle',
      _toEntityKey: 'd',
    });
    users.forEach((item) => tally.addEntity?.(item));
    return tally.result();
  };

  it('tells members, guests and disabled accounts apart', () => {
    const result = resultOf(
      ['owner'],
      [
        user('owner'),
        user('idle'),
        user('guest', { isGuest: true, accountEnabled: false }),
        user('old guest', { isGuest: undefined, userType: 'Guest' }),
        user('left', { accountEnabled: false }),
        { ...user('group'), _type: 'group' },
      ],
    );
    expect(result).toMatchObject({
      members: { total: 2, withoutDevice: 1 },
      guests: { total: 2, withoutDevice: 2 },
      disabled: { total: 1, withoutDevice: 1 },
    });
    expect(result.examples.map(({ name }) => name)).toEqual(['idle']);
  });

  it('lists members by their latest sign-in of any kind', () => {
    const { examples } = resultOf(
      [],
      [
        user('never'),
        user('often', { lastSignInOn: 1, lastNonInteractiveSignInOn: 30 }),
        user('once', { lastSignInOn: 20 }),
      ],
      2,
    );
    expect(
      examples.map(({ name, lastSignInOn }) => [name, lastSignInOn]),
    ).toEqual([
      ['often', 30],
      ['once', 20],
    ]);
  });
});
