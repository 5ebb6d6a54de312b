import { parseQuery } from './queries';

describe('parseQuery', () => {
  it('finds types, classes, relationships and properties', () => {
    const query = parseQuery(`
      FIND azure_user WITH isGuest = true AND lastSignInOn < date.now - 90 days AS guest
        THAT HAS (Device|Host) AS device
        (THAT INSTALLED AS installed intune_detected_application WITH name ~= 'Chrome' AS app)?
        THAT !MANAGES intune_host_agent
      RETURN guest.displayName, installed.version, count(app) AS apps
      ORDER BY guest.mail DESC`);
    expect(query).toEqual({
      entities: [
        {
          names: ['azure_user'],
          properties: ['isGuest', 'lastSignInOn', 'displayName', 'mail'],
        },
        { names: ['Device', 'Host'], properties: [] },
        { names: ['intune_detected_application'], properties: ['name'] },
        { names: ['intune_host_agent'], properties: [] },
      ],
      traversals: [
        { _class: 'HAS', from: ['azure_user'], to: ['Device', 'Host'] },
        {
          _class: 'INSTALLED',
          from: ['Device', 'Host'],
          to: ['intune_detected_application'],
        },
        {
          _class: 'MANAGES',
          from: ['intune_detected_application'],
          to: ['intune_host_agent'],
        },
      ],
      unknownAliases: [],
    });
  });

  it('takes what is compared at the end for something that is used', () => {
    const query = parseQuery(
      "FIND azure_user AS user THAT HAS AS has Device AS device WHERE device.name ^= '{{Name}}' AND it.id = 1 RETURN user.mail",
    );
    expect(query.entities).toEqual([
      { names: ['azure_user'], properties: ['mail'] },
      { names: ['Device'], properties: ['name'] },
    ]);
    expect(query.unknownAliases).toEqual(['it']);
  });

  it('tells what is returned and was not found', () => {
    const query = parseQuery('FIND azure_user AS user RETURN users.mail');
    expect(query.unknownAliases).toEqual(['users']);
  });

  it('refuses what it does not understand', () => {
    expect(() => parseQuery('FIND a user AS user')).toThrow('Not understood');
  });
});
