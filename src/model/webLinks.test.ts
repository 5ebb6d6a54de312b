import { Type } from '@sinclair/typebox';
import * as fc from 'fast-check';
import { schemaErrors } from '#test/support/entityContract';
import { createEntityMetadata } from './entities';
import { WebLinks, type AdminPageName } from './webLinks';

const id = '4a3b1d2c-0000-4000-8000-000000000001';
const tenantId = '11111111-2222-4333-8444-555555555555';
const origins = {
  entra: 'https://entra.microsoft.com',
  intune: 'https://intune.microsoft.com',
};
const [metadata, create] = createEntityMetadata({
  resourceName: 'Group',
  _class: ['UserGroup'],
  _type: 'a_group',
  description: 'A group',
  schema: Type.Object({}),
});

const inTenant = new WebLinks(origins, tenantId);

const pages: readonly AdminPageName[] = [
  'user',
  'group',
  'entraDevice',
  'servicePrincipal',
  'managedDevice',
  'deviceCompliance',
  'managedApplication',
];

describe('WebLinks', () => {
  it.each<[AdminPageName, string]>([
    [
      'user',
      `https://entra.microsoft.com/${tenantId}/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${id}`,
    ],
    [
      'group',
      `https://entra.microsoft.com/${tenantId}/#view/Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Overview/groupId/${id}`,
    ],
    [
      'entraDevice',
      `https://entra.microsoft.com/${tenantId}/#view/Microsoft_AAD_Devices/DeviceDetailsMenuBlade/~/Properties/objectId/${id}`,
    ],
    [
      'servicePrincipal',
      `https://entra.microsoft.com/${tenantId}/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/${id}`,
    ],
    [
      'managedDevice',
      `https://intune.microsoft.com/${tenantId}/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/${id}`,
    ],
    [
      'deviceCompliance',
      `https://intune.microsoft.com/${tenantId}/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/compliance/mdmDeviceId/${id}`,
    ],
    [
      'managedApplication',
      `https://intune.microsoft.com/${tenantId}/#view/Microsoft_Intune_Apps/SettingsMenu/~/0/appId/${id}`,
    ],
  ])('%s', (page, expected) => {
    expect(inTenant.to(page, id)).toBe(expected);
  });

  it('begins at the admin center of the tenant', () => {
    expect(inTenant.start).toBe(`https://entra.microsoft.com/${tenantId}`);
  });

  it('leaves a tenant out that is not known', () => {
    for (const unknown of [undefined, '', 'contoso.com', '../evil']) {
      const links = new WebLinks(origins, unknown);
      expect(links.start).toBe('https://entra.microsoft.com');
      expect(links.to('user', id)).toMatch(
        /^https:\/\/entra\.microsoft\.com\/#view\//,
      );
    }
  });

  it('gives valid addresses in the right cloud, whatever the tenant and the id', () => {
    const texts = fc.oneof(
      fc.uuid(),
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('a/b', 'a#b', '\ud800', '%', ' '),
    );
    fc.assert(
      fc.property(
        texts,
        texts,
        fc.constantFrom(...pages),
        (tenant, object, page) => {
          const webLink = new WebLinks(origins, tenant).to(page, object);
          const entity = create({ _key: id, name: 'Group', webLink });
          expect(schemaErrors(entity, metadata)).toEqual([]);
          const { origin } = new URL(webLink ?? origins.entra);
          expect(Object.values(origins)).toContain(origin);
          expect((webLink ?? `/${object}`).endsWith(`/${object}`)).toBe(true);
        },
      ),
    );
  });

  it('has a link for every GUID', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(...pages), (guid, page) => {
        expect(inTenant.to(page, guid)).toContain(guid);
      }),
    );
  });
});
