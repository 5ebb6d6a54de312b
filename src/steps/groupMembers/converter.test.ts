import * as fc from 'fast-check';
import { anyIdentified, anyValue } from '#test/support/anyPayload';
import {
  schemaErrors,
  undocumentedProperties,
} from '#test/support/entityContract';
import { sampleLinks, sampleTenantId } from '#test/support/sampleLinks';
import { toGroupMemberEntity } from './converter';
import { GroupMemberEntity } from './entity';
import { groupMembersRequest, type MemberPayload } from './request';

const id = '4a3b1d2c-0000-4000-8000-000000000003';

const bare = {
  _key: id,
  _type: 'azure_group_member',
  _class: ['User'],
  _rawData: [],
  id,
  name: id,
  displayName: id,
  email: null,
  emailDomain: null,
  username: null,
  shortLoginId: null,
  firstName: null,
  lastName: null,
};

describe('toGroupMemberEntity', () => {
  it('emits all that Graph says of a contact', () => {
    const entity = toGroupMemberEntity({
      '@odata.type': '#microsoft.graph.orgContact',
      id,
      displayName: 'Ann Contact',
      givenName: 'Ann',
      mail: 'ann@fabrikam.com',
      surname: 'Contact',
    });
    expect(entity).toEqual({
      ...bare,
      name: 'Ann Contact',
      displayName: 'Ann Contact',
      email: ['ann@fabrikam.com'],
      emailDomain: ['fabrikam.com'],
      firstName: 'Ann',
      lastName: 'Contact',
      memberType: 'orgContact',
    });
  });

  it('takes the login name of a user who is not listed', () => {
    const entity = toGroupMemberEntity({
      '@odata.type': '#microsoft.graph.user',
      id,
      userPrincipalName: 'late@contoso.com',
    });
    expect(entity).toEqual({
      ...bare,
      name: 'late@contoso.com',
      displayName: 'late@contoso.com',
      username: ['late@contoso.com'],
      shortLoginId: ['late'],
      memberType: 'user',
    });
  });

  it.each([
    ['#microsoft.graph.device', 'device', false],
    ['#microsoft.graph.servicePrincipal', 'servicePrincipal', false],
    ['#microsoft.graph.group', 'group', false],
    // A contact may be a person, and so may be what nobody knows yet.
    ['#microsoft.graph.orgContact', 'orgContact', undefined],
    ['#microsoft.graph.someNewType', 'someNewType', undefined],
    ['device', 'device', false],
  ])('a member of type %s', (type, memberType, isPerson) => {
    const entity = toGroupMemberEntity({ '@odata.type': type, id });
    expect(entity).toEqual({ ...bare, memberType, isPerson });
  });

  it.each([
    ['device', 'Microsoft_AAD_Devices/DeviceDetailsMenuBlade'],
    ['servicePrincipal', 'Microsoft_AAD_IAM/ManagedAppMenuBlade'],
    ['group', 'Microsoft_AAD_IAM/GroupDetailsMenuBlade'],
    ['user', 'Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade'],
  ])('a %s links to its page', (type, blade) => {
    const member = { '@odata.type': `#microsoft.graph.${type}`, id };
    const { webLink } = toGroupMemberEntity(member, sampleLinks);
    expect(webLink).toMatch(
      `https://entra.microsoft.com/${sampleTenantId}/#view/${blade}/`,
    );
    expect(webLink).toMatch(new RegExp(`/${id}$`));
  });

  it.each(['#microsoft.graph.orgContact', '#microsoft.graph.someNewType', ''])(
    'one of type %j has no page',
    (type) => {
      const member = { '@odata.type': type, id };
      expect(toGroupMemberEntity(member, sampleLinks).webLink).toBeUndefined();
    },
  );

  it('names a member that the application may not read by its id', () => {
    expect(toGroupMemberEntity({ id })).toEqual(bare);
  });

  it('makes a valid, documented entity of any payload', () => {
    const payloads = anyIdentified<MemberPayload>(groupMembersRequest, {
      '@odata.type': fc.oneof(
        anyValue,
        fc.string().map((name) => `#microsoft.graph.${name}`),
      ),
    });
    fc.assert(
      fc.property(payloads, (payload) => {
        const entity = toGroupMemberEntity(payload, sampleLinks);
        expect(schemaErrors(entity, GroupMemberEntity)).toEqual([]);
        expect(undocumentedProperties(entity, GroupMemberEntity)).toEqual([]);
        expect(entity).toMatchObject({ _key: payload.id, _rawData: [] });
      }),
      { numRuns: 500 },
    );
  });
});
