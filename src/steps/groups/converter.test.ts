import * as fc from 'fast-check';
import { anyIdentified } from '#test/support/anyPayload';
import { sampleLinks, sampleTenantId } from '#test/support/sampleLinks';
import {
  schemaErrors,
  undocumentedProperties,
} from '#test/support/entityContract';
import { hasHiddenMembership, toGroupEntity } from './converter';
import { GroupEntity } from './entity';
import { groupsRequest, type GroupPayload } from './request';

const id = '4a3b1d2c-0000-4000-8000-000000000002';

describe('toGroupEntity', () => {
  it('emits all that Graph says of a group', () => {
    const entity = toGroupEntity(
      {
        id,
        classification: 'Confidential',
        createdDateTime: '2021-06-01T08:00:00Z',
        description: 'Everybody who sells',
        displayName: 'Sales',
        expirationDateTime: '2031-07-01T08:00:00Z',
        groupTypes: ['Unified', 'DynamicMembership'],
        isAssignableToRole: true,
        membershipRule: '(user.department -eq "Sales")',
        onPremisesSyncEnabled: false,
        securityIdentifier: 'S-1-12-1-1-2-3-4',
        mail: 'sales@contoso.com',
        mailEnabled: true,
        mailNickname: 'sales',
        renewedDateTime: '2021-07-01T08:00:00Z',
        securityEnabled: false,
        visibility: 'HiddenMembership',
      },
      sampleLinks,
    );
    expect(entity).toEqual({
      webLink: `https://entra.microsoft.com/${sampleTenantId}/#view/Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Overview/groupId/${id}`,
      _key: id,
      _type: 'azure_user_group',
      _class: ['UserGroup'],
      _rawData: [],
      id,
      name: 'Sales',
      displayName: 'Sales',
      description: 'Everybody who sells',
      classification: 'Confidential',
      email: 'sales@contoso.com',
      mail: 'sales@contoso.com',
      mailNickname: 'sales',
      mailEnabled: true,
      isMailEnabled: true,
      securityEnabled: false,
      isSecurityEnabled: false,
      groupTypes: ['Unified', 'DynamicMembership'],
      visibility: 'HiddenMembership',
      createdOn: Date.UTC(2021, 5, 1, 8),
      renewedOn: Date.UTC(2021, 6, 1, 8),
      expiresOn: Date.UTC(2031, 6, 1, 8),
      isAssignableToRole: true,
      membershipRule: '(user.department -eq "Sales")',
      isOnPremisesSyncEnabled: false,
      securityIdentifier: 'S-1-12-1-1-2-3-4',
    });
  });

  it('says null where the schema wants it, and is silent elsewhere', () => {
    expect(toGroupEntity({ id })).toEqual({
      _key: id,
      _type: 'azure_user_group',
      _class: ['UserGroup'],
      _rawData: [],
      id,
      name: id,
      displayName: id,
      mail: null,
      mailNickname: null,
      mailEnabled: false,
      isMailEnabled: false,
      securityEnabled: false,
      isSecurityEnabled: false,
      groupTypes: [],
      visibility: null,
    });
  });

  it.each([
    [{ displayName: 'Sales', mailNickname: 'sales' }, 'Sales'],
    [{ displayName: ' ', mailNickname: 'sales' }, 'sales'],
    [{ displayName: null, mailNickname: null }, id],
  ])('takes the best name of %j', (names, expected) => {
    const entity = toGroupEntity({ id, ...names });
    expect(entity).toMatchObject({ name: expected, displayName: expected });
  });

  it.each([
    ['HiddenMembership', 'HiddenMembership', true],
    ['hiddenmembership', 'HiddenMembership', true],
    ['PRIVATE', 'Private', false],
    ['ofTomorrow', 'ofTomorrow', false],
    ['unknownFutureValue', null, false],
    [null, null, false],
  ])('a group of visibility %j has %j', (visibility, expected, isHidden) => {
    expect(toGroupEntity({ id, visibility }).visibility).toBe(expected);
    expect(hasHiddenMembership({ visibility })).toBe(isHidden);
  });

  it('keeps a mail address that is no valid one out of email only', () => {
    const entity = toGroupEntity({ id, mail: 'sales team@contoso.com' });
    expect(entity.email).toBeUndefined();
    expect(entity.mail).toBe('sales team@contoso.com');
  });

  it('makes a valid, documented entity of any payload', () => {
    const payloads = anyIdentified<GroupPayload>(groupsRequest);
    fc.assert(
      fc.property(payloads, (payload) => {
        const entity = toGroupEntity(payload, sampleLinks);
        expect(schemaErrors(entity, GroupEntity)).toEqual([]);
        expect(undocumentedProperties(entity, GroupEntity)).toEqual([]);
        expect(entity).toMatchObject({ _key: payload.id, _rawData: [] });
      }),
      { numRuns: 500 },
    );
  });
});
