import * as fc from 'fast-check';
import { anyObject } from '#test/support/anyPayload';
import {
  schemaErrors,
  undocumentedProperties,
} from '#test/support/entityContract';
import { sampleLinks, sampleTenantId } from '#test/support/sampleLinks';
import type { Identified } from '../../model/keys';
import { toManagedApplicationEntity } from './converter';
import { ManagedApplicationEntity } from './entity';
import type { ManagedApplicationPayload } from './request';

type Application = Identified<ManagedApplicationPayload>;

const id = '4a3b1d2c-0000-4000-8000-000000000001';

const bare = {
  _key: id,
  _type: 'intune_managed_application',
  _class: ['Application'],
  _rawData: [],
  id,
  name: id,
  displayName: id,
  publisher: null,
  developer: null,
  notes: [],
  isPublished: false,
  privacyInformationURL: null,
  informationURL: null,
  version: null,
  committedContentVersion: null,
  packageId: null,
};

const portal = {
  '@odata.type': '#microsoft.graph.androidLobApp',
  id,
  createdDateTime: '2021-02-17T18:30:00Z',
  committedContentVersion: '1',
  bundleId: 'com.contoso.portal.ios',
  isAssigned: true,
  size: 4096,
  description: 'Finds things',
  developer: 'Contoso Labs',
  displayName: 'Company Portal',
  informationUrl: 'https://contoso.com/portal',
  isFeatured: true,
  lastModifiedDateTime: '2021-02-18T18:30:00Z',
  notes: 'Ask the service desk',
  owner: 'IT',
  packageId: 'com.contoso.portal',
  privacyInformationUrl: 'https://contoso.com/privacy',
  publisher: 'Contoso',
  publishingState: 'published',
  versionNumber: '5.0.1',
} as const;

describe('toManagedApplicationEntity', () => {
  it('emits all that Graph says of an application', () => {
    expect(toManagedApplicationEntity(portal, sampleLinks)).toEqual({
      ...bare,
      name: 'company portal',
      displayName: 'Company Portal',
      description: 'Finds things',
      owner: 'IT',
      publisher: 'Contoso',
      developer: 'Contoso Labs',
      notes: ['Ask the service desk'],
      COTS: false,
      external: false,
      mobile: true,
      isPublished: true,
      featured: true,
      isFeatured: true,
      privacyInformationURL: 'https://contoso.com/privacy',
      informationURL: 'https://contoso.com/portal',
      version: '5.0.1',
      committedContentVersion: '1',
      packageId: 'com.contoso.portal',
      bundleId: 'com.contoso.portal.ios',
      appType: 'androidLobApp',
      isAssigned: true,
      sizeInByte: 4096,
      webLink: `https://intune.microsoft.com/${sampleTenantId}/#view/Microsoft_Intune_Apps/SettingsMenu/~/0/appId/${id}`,
      createdOn: Date.UTC(2021, 1, 17, 18, 30),
      updatedOn: Date.UTC(2021, 1, 18, 18, 30),
      lastUpdatedOn: Date.UTC(2021, 1, 18, 18, 30),
    });
  });

  it('says null where it is documented, and is silent elsewhere', () => {
    expect(toManagedApplicationEntity({ id })).toEqual(bare);
  });

  it.each([
    ['published', true],
    ['processing', false],
    ['notPublished', false],
    [undefined, false],
    ['Published', true],
    [' PUBLISHED ', true],
    ['unknownFutureValue', false],
  ])('%j: isPublished is %j', (publishingState, isPublished) => {
    const payload = { id, publishingState } as Parameters<
      typeof toManagedApplicationEntity
    >[0];
    const entity = toManagedApplicationEntity(payload);
    expect(entity.isPublished).toBe(isPublished);
  });

  it.each([
    [{ version: '2', versionNumber: '1' }, '2'],
    [{ version: '', versionNumber: '1' }, '1'],
    // Each type of application has a name of its own for it.
    [{ displayVersion: '7.1', versionNumber: '1' }, '7.1'],
    [{ versionName: '3.0', versionNumber: '300' }, '3.0'],
    [{ productVersion: '9.0.1' }, '9.0.1'],
    [{ identityVersion: '1.2.3.4' }, '1.2.3.4'],
    [{ versionCode: '300' }, '300'],
    [{ versionCode: '300', versionName: '3.0' }, '3.0'],
    [{ version: null }, null],
  ])('the version of %j is %j', (versions, expected) => {
    const entity = toManagedApplicationEntity({ id, ...versions });
    expect(entity.version).toBe(expected);
  });

  it.each([
    ['#microsoft.graph.androidLobApp', false, true],
    ['#microsoft.graph.managedIOSLobApp', false, true],
    ['#microsoft.graph.macOSLobApp', false, false],
    ['#microsoft.graph.win32LobApp', false, false],
    ['#microsoft.graph.iosVppApp', true, true],
    ['#microsoft.graph.windowsMobileMSI', true, true],
    ['#microsoft.graph.webApp', true, false],
    ['#microsoft.graph.officeSuiteApp', true, false],
    [undefined, undefined, undefined],
    [7, undefined, undefined],
  ])('%s: bought is %j, mobile is %j', (type, COTS, mobile) => {
    const application = { id, '@odata.type': type } as Application;
    expect(toManagedApplicationEntity(application)).toMatchObject({
      COTS,
      external: COTS,
      mobile,
    });
  });

  it.each([
    [{ appUrl: 'https://contoso.com/a?b=c#d' }, 'https://contoso.com/a?b=c#d'],
    [
      { appStoreUrl: 'https://apps.apple.com/app/id1' },
      'https://apps.apple.com/app/id1',
    ],
    [
      { appUrl: 'https://contoso.com', appStoreUrl: 'https://apple.com' },
      'https://contoso.com',
    ],
    [
      { appUrl: 'not an address', appStoreUrl: 'https://apple.com' },
      'https://apple.com',
    ],
    [{ appUrl: '' }, undefined],
    [{ appUrl: 'javascript:alert(1)' }, undefined],
    [{ appUrl: 'https://contoso.com/a b' }, undefined],
    [{ appUrl: 7 }, undefined],
  ])('the address of %j is %j', (addresses, productionURL) => {
    const application = { id, ...addresses } as Application;
    expect(toManagedApplicationEntity(application).productionURL).toBe(
      productionURL,
    );
  });

  it.each([
    ['Call us', ['Call us']],
    ['', []],
    [null, []],
    [7, []],
  ])('the notes of %j are %j', (notes, expected) => {
    const application = { id, notes } as Application;
    expect(toManagedApplicationEntity(application).notes).toEqual(expected);
  });

  it('makes a valid, documented entity of any payload', () => {
    const payloads = anyObject([
      ...Object.keys(portal),
      'appStoreUrl',
      'appUrl',
      'notes',
      'version',
      'versionCode',
      'displayVersion',
      'versionName',
      'productVersion',
      'identityVersion',
      'isAssigned',
      'roleScopeTagIds',
      'bundleId',
      'size',
    ]);
    fc.assert(
      fc.property(payloads, fc.uuid(), (payload, key) => {
        const application = { ...payload, id: key } as Application;
        const entity = toManagedApplicationEntity(application, sampleLinks);
        expect(schemaErrors(entity, ManagedApplicationEntity)).toEqual([]);
        expect(
          undocumentedProperties(entity, ManagedApplicationEntity),
        ).toEqual([]);
        expect(entity).toMatchObject({ _key: key, _rawData: [] });
      }),
      { numRuns: 300 },
    );
  });
});
