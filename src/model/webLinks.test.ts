import * as fc from 'fast-check';
import { schemaErrors } from '#test/support/entityContract';
import { clouds } from '../graph/clouds/clouds';
import { UserEntity } from '../steps/users/entity';
import { toUserEntity } from '../steps/users/converter';
import { WebLinks, type AdminPageName } from './webLinks';

const id = '4a3b1d2c-0000-4000-8000-000000000001';
const tenantId = '11111111-2222-4333-8444-555555555555';
const origins = clouds.global.adminCenters;
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

  it.each([
    [
      'usGovernmentL4',
      'https://entra.microsoft.us',
      'https://intune.microsoft.us',
    ],
    [
      'usGovernmentL5',
      'https://entra.microsoft.us',
      'https://intune.microsoft.us',
    ],
    [
      'china',
      'https://entra.microsoftonline.cn',
      'https://intune.microsoftonline.cn',
    ],
  ] as const)('in %s', (cloud, entra, intune) => {
    const links = new WebLinks(clouds[cloud].adminCenters, tenantId);
    expect(links.start).toBe(`${entra}/${tenantId}`);
    expect(links.to('user', id)).toMatch(`${entra}/${tenantId}/#view/`);
    expect(links.to('managedDevice', id)).toMatch(
      `${intune}/${tenantId}/#view/`,
    );
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
        fc.constantFrom(...Object.values(clouds)),
        (tenant, object, page, { adminCenters }) => {
          const webLink = new WebLinks(adminCenters, tenant).to(page, object);
          const user = { ...toUserEntity({ id }), webLink };
          expect(schemaErrors(user, UserEntity)).toEqual([]);
          if (webLink !== undefined) {
            expect(Object.values(adminCenters)).toContain(
              new URL(webLink).origin,
            );
            expect(webLink.endsWith(`/${object}`)).toBe(true);
          }
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
