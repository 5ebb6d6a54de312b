import type { Entity } from '@jupiterone/integration-sdk-core';
import * as fc from 'fast-check';
import {
  anyIdentified,
  anyObject,
  anyPayload,
  anyValue,
} from '#test/support/anyPayload';
import {
  schemaErrors,
  undocumentedProperties,
} from '#test/support/entityContract';
import { sampleLinks, sampleTenantId } from '#test/support/sampleLinks';
import type { Identified } from '../../model/keys';
import { toDeviceEntity } from './converter';
import { deviceEntities, PhysicalServerEntity } from './entity';
import {
  deviceDetailsRequest,
  managedDevicesRequest,
  type DeviceDetailsPayload,
  type DevicePayload,
} from './request';

type Device = Identified<DevicePayload>;

const id = '4a3b1d2c-0000-4000-8000-000000000001';
const entraId = '4a3b1d2c-0000-4000-8000-000000000002';
const userId = '4a3b1d2c-0000-4000-8000-000000000003';

const laptop: Device = {
  id,
  azureADDeviceId: entraId,
  azureADRegistered: true,
  complianceState: 'compliant',
  deviceCategoryDisplayName: 'Sales',
  deviceHealthAttestationState: {
    lastUpdateDateTime: '2024-02-03T08:00:00Z',
  },
  deviceName: 'LAPTOP-1',
  deviceRegistrationState: 'registered',
  deviceType: 'windowsRT',
  easDeviceId: 'EAS1',
  emailAddress: 'ann@contoso.com',
  enrolledDateTime: '2024-02-01T08:00:00Z',
  freeStorageSpaceInBytes: 44_238_884_864,
  imei: '350000000000001',
  isEncrypted: true,
  isSupervised: false,
  jailBroken: 'False',
  lastSyncDateTime: '2024-02-02T08:00:00Z',
  lostModeState: 'enabled',
  managementAgent: 'mdm',
  managementState: 'managed',
  manufacturer: 'Contoso',
  meid: '35000000000001',
  model: 'Book 3',
  operatingSystem: 'Windows',
  osVersion: '10.0.22631.1',
  ownerType: 'company',
  phoneNumber: '+14255550109',
  processorArchitecture: 'x64',
  serialNumber: 'SN-1',
  totalStorageSpaceInBytes: 255_469_813_760,
  userDisplayName: 'Ann Example',
  userId,
  userPrincipalName: 'ann@contoso.onmicrosoft.com',
  usersLoggedOn: [],
  wiFiMacAddress: '147DDA48F752',
};

const details: DeviceDetailsPayload = {
  id,
  enrollmentProfileName: 'Corporate',
  ethernetMacAddress: '00155D000001',
  notes: 'Lent to Ann',
  retireAfterDateTime: '2024-02-04T08:00:00Z',
  roleScopeTagIds: ['0', '7', '7'],
  windowsActiveMalwareCount: 2,
  hardwareInformation: {
    tpmVersion: '7.2.0.2',
    ipAddressV4: '10.0.0.17',
    deviceFullQualifiedDomainName: 'laptop-1.contoso.com',
  },
  iccid: '8901000000000000001',
  physicalMemoryInBytes: 17_179_869_184,
  udid: 'UDID-1',
};

/** What every device has, although nothing is known of it. */
const bare = {
  _key: id,
  _type: 'user_endpoint',
  _class: ['Device', 'Host'],
  _rawData: [],
  id,
  deviceId: [id],
  name: id,
  displayName: id,
  category: 'endpoint',
  physical: true,
  lastSeenOn: null,
  make: null,
  model: null,
  serial: null,
  osName: null,
  osVersion: null,
  osDetails: null,
  osType: null,
  macAddress: [],
  macAddresses: null,
  ipv4Addresses: null,
  ipv6Addresses: null,
  publicIpAddresses: null,
  privateIpAddresses: null,
  hostname: null,
  fqdn: null,
  userEmails: [],
};

const listed = {
  ...bare,
  _type: 'desktop',
  name: 'LAPTOP-1',
  displayName: 'LAPTOP-1',
  deviceName: 'LAPTOP-1',
  hostname: 'LAPTOP-1',
  deviceType: 'windowsRT',
  deviceCategoryDisplayName: 'Sales',
  managed: true,
  supervised: false,
  encrypted: true,
  jailBroken: 'False',
  createdOn: Date.UTC(2024, 1, 1, 8),
  enrolledDateTime: Date.UTC(2024, 1, 1, 8),
  lastSyncDateTime: Date.UTC(2024, 1, 2, 8),
  lastSeenOn: Date.UTC(2024, 1, 2, 8),
  lastUpdateDateTime: Date.UTC(2024, 1, 3, 8),
  make: 'Contoso',
  hardwareVendor: 'Contoso',
  hardwareManufacturer: 'Contoso',
  model: 'Book 3',
  version: 'Book 3',
  hardwareModel: 'Book 3',
  hardwareVersion: 'Book 3',
  serial: 'SN-1',
  serialNumber: 'SN-1',
  hardwareSerial: 'SN-1',
  processorArchitecture: 'x64',
  totalStorageSpace: '237.9 GB',
  totalStorageSpaceInBytes: 255_469_813_760,
  freeStorageSpace: '41.2 GB',
  freeStorageSpaceInBytes: 44_238_884_864,
  osName: 'Windows',
  osVersion: '10.0.22631.1',
  osDetails: 'Windows 10.0.22631.1',
  osType: 'windows',
  wifiMacAddress: '14:7d:da:48:f7:52',
  macAddress: ['14:7d:da:48:f7:52'],
  macAddresses: ['14:7d:da:48:f7:52'],
  imei: '350000000000001',
  meid: '35000000000001',
  phoneNumber: '+14255550109',
  easDeviceId: 'EAS1',
  userId,
  userDisplayName: 'Ann Example',
  username: 'ann@contoso.onmicrosoft.com',
  userEmails: ['ann@contoso.com'],
  ownerType: 'company',
  BYOD: false,
  aadDeviceId: entraId,
  assetTag: [entraId],
  azureADRegistered: true,
  lostModeState: 'enabled',
  status: 'lost/stolen',
  owner: 'ann@contoso.onmicrosoft.com',
};

/** Fails unless the entity fits its declaration; a `server` may be of either class. */
function expectToFit(entity: Entity): void {
  const metadata = [...deviceEntities, PhysicalServerEntity].find(
    ({ _type, _class }) =>
      _type === entity._type && String(_class) === String(entity._class),
  );
  if (!metadata) {
    throw new Error(`${entity._type} ${String(entity._class)} is not declared`);
  }
  expect(schemaErrors(entity, metadata)).toEqual([]);
  expect(undocumentedProperties(entity, metadata)).toEqual([]);
}

/** A payload whose values need not be of Graph's enumerations. */
const of = (payload: Record<string, unknown> & { id: string }) =>
  payload as Parameters<typeof toDeviceEntity>[0];

describe('toDeviceEntity', () => {
  it('emits all that the listing says', () => {
    expect(toDeviceEntity(laptop)).toEqual(listed);
  });

  it('adds what the single request says', () => {
    const macAddresses = ['14:7d:da:48:f7:52', '00:15:5d:00:00:01'];
    expect(toDeviceEntity(laptop, details)).toEqual({
      ...listed,
      totalPhysicalMemory: '16.0 GB',
      totalPhysicalMemoryInBytes: 17_179_869_184,
      ethernetMacAddress: '00:15:5d:00:00:01',
      macAddress: macAddresses,
      macAddresses,
      enrollmentProfileName: 'Corporate',
      notes: ['Lent to Ann'],
      retireAfterOn: Date.UTC(2024, 1, 4, 8),
      tags: ['0', '7'],
      windowsActiveMalwareCount: 2,
      tpmVersion: '7.2.0.2',
      iccid: '8901000000000000001',
      udid: 'UDID-1',
      ipAddress: '10.0.0.17',
      ipv4Addresses: ['10.0.0.17'],
      privateIpAddresses: ['10.0.0.17'],
      fqdn: ['laptop-1.contoso.com'],
    });
  });

  it('says null where the data model wants it, and is silent elsewhere', () => {
    expect(toDeviceEntity({ id })).toEqual(bare);
  });

  it('takes what means "nothing" for nothing', () => {
    const nothing = '00000000-0000-0000-0000-000000000000';
    const empty = {
      id,
      azureADDeviceId: nothing,
      deviceCategoryDisplayName: 'Unknown',
      deviceHealthAttestationState: null,
      deviceName: '',
      easDeviceId: '',
      emailAddress: '',
      enrolledDateTime: '0001-01-01T00:00:00Z',
      freeStorageSpaceInBytes: 0,
      imei: '',
      jailBroken: 'Unknown',
      lastSyncDateTime: '0001-01-01T00:00:00Z',
      manufacturer: '',
      meid: '',
      model: '',
      operatingSystem: '',
      osVersion: '',
      ownerType: 'unknown',
      phoneNumber: '',
      processorArchitecture: 'unknown',
      serialNumber: '',
      totalStorageSpaceInBytes: 0,
      userDisplayName: '',
      userId: nothing,
      userPrincipalName: '',
      wiFiMacAddress: '000000000000',
    };
    expect(
      toDeviceEntity(empty as Device, {
        id,
        enrollmentProfileName: '',
        ethernetMacAddress: '',
        notes: ' ',
        retireAfterDateTime: '9999-12-31T23:59:59Z',
        roleScopeTagIds: [],
        windowsActiveMalwareCount: 0,
        hardwareInformation: { ipAddressV4: '0.0.0.0', tpmVersion: '' },
        iccid: '',
        physicalMemoryInBytes: 0,
        udid: '',
      }),
    ).toEqual(bare);
  });

  it('links to the page of the device in Intune', () => {
    expect(toDeviceEntity({ id }, undefined, sampleLinks).webLink).toBe(
      `https://intune.microsoft.com/${sampleTenantId}/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/${id}`,
    );
  });

  it.each([
    ['enabled', { lostModeState: 'enabled', status: 'lost/stolen' }],
    ['ENABLED', { lostModeState: 'enabled', status: 'lost/stolen' }],
    ['disabled', { lostModeState: 'disabled', status: undefined }],
    ['ofTomorrow', { lostModeState: undefined, status: undefined }],
    [null, { lostModeState: undefined, status: undefined }],
  ])('lost mode that is %j', (lostModeState, expected) => {
    const { lostModeState: mode, status } = toDeviceEntity(
      of({ id, lostModeState }),
    );
    expect({ lostModeState: mode, status }).toEqual(expected);
  });

  it.each([
    ['managed', true],
    ['retirePending', true],
    ['unhealthy', true],
    ['discovered', false],
    ['', undefined],
    [undefined, undefined],
  ])('managementState %j: managed is %j', (managementState, managed) => {
    const device = { id, managementState } as Device;
    expect(toDeviceEntity(device).managed).toBe(managed);
  });

  it.each([
    ['company', { ownerType: 'company', BYOD: false }],
    ['personal', { ownerType: 'personal', BYOD: true }],
  ] as const)('a device that is %s', (ownerType, expected) => {
    expect(toDeviceEntity({ id, ownerType })).toMatchObject(expected);
  });

  it.each([
    ['PERSONAL', 'Discovered', { BYOD: true, managed: false }],
    ['Company', 'MANAGED', { BYOD: false, managed: true }],
    ['unknown', 'retirePending', { managed: true }],
    // What cannot be read decides nothing.
    ['unknownFutureValue', 'unknownFutureValue', {}],
    ['UnknownFutureValue', 'ofTomorrow', {}],
    ['ofTomorrow', '', {}],
    ['', null, {}],
  ])('owner %j, state %j: %j', (ownerType, managementState, expected) => {
    const { BYOD, managed } = toDeviceEntity(
      of({ id, ownerType, managementState }),
    );
    expect({ BYOD, managed }).toEqual({
      BYOD: undefined,
      managed: undefined,
      ...expected,
    });
  });

  it("writes the members of enumerations in Microsoft's spelling", () => {
    const values = {
      ...{ deviceType: 'IPHONE', ownerType: 'Personal' },
      ...{ processorArchitecture: 'ARM64' },
    };
    expect(toDeviceEntity(of({ id, ...values }))).toMatchObject({
      _type: 'smartphone',
      deviceType: 'iPhone',
      ownerType: 'personal',
      processorArchitecture: 'arM64',
    });
  });

  it.each([
    [' PF3ABCDE ', 'PF3ABCDE', 'PF3ABCDE'],
    ['System Serial Number', null, undefined],
    ['to be filled by o.e.m.', null, undefined],
    ['Default string', null, undefined],
    [' 0 ', null, undefined],
    ['None', null, undefined],
  ])('the serial number %j is %j', (serialNumber, required, optional) => {
    const device = { id, serialNumber, imei: serialNumber, meid: serialNumber };
    const entity = toDeviceEntity(device);
    expect(entity.serial).toBe(required);
    for (const name of ['serialNumber', 'hardwareSerial', 'imei', 'meid']) {
      expect(entity[name]).toBe(optional);
    }
  });

  it.each([
    [' LAPTOP-1 ', 'LAPTOP-1', 'LAPTOP-1'],
    ['Unknown', undefined, null],
  ])(
    'a device of the name %j has the host name %j',
    (deviceName, name, host) => {
      const entity = toDeviceEntity({ id, deviceName });
      expect(entity.deviceName).toBe(name);
      expect(entity.hostname).toBe(host);
    },
  );

  it.each([
    [{ deviceName: 'LAPTOP-1', managedDeviceName: 'ann_Windows' }, 'LAPTOP-1'],
    [
      { deviceName: 'Unknown', managedDeviceName: 'ann_Windows' },
      'ann_Windows',
    ],
    [
      { deviceName: '', userDisplayName: 'Ann', model: 'iPhone 14' },
      "Ann's iPhone 14",
    ],
    [
      { managedDeviceName: null, emailAddress: 'ann@contoso.com' },
      "ann@contoso.com's Device",
    ],
    [
      { userDisplayName: '', emailAddress: '', model: 'iPhone 14' },
      "Unknown User's iPhone 14",
    ],
    [{ userDisplayName: null, model: 'Default string' }, id],
  ])('a device with %j is called %s', (properties, name) => {
    const entity = toDeviceEntity({ id, ...properties });
    expect(entity).toMatchObject({ name, displayName: name });
  });

  it('has no address where Android hides it', () => {
    const wiFiMacAddress = '020000000000';
    expect(toDeviceEntity({ id, wiFiMacAddress })).toMatchObject({
      macAddress: [],
      macAddresses: null,
    });
  });

  it.each([
    ['iOS', 'smartphone'],
    ['iPadOS', 'user_endpoint'],
    ['Windows', 'desktop'],
    ['Windows Server', 'server'],
  ])('%s: a %s, of the one category', (operatingSystem, _type) => {
    expect(toDeviceEntity({ id, operatingSystem })).toMatchObject({
      _type,
      category: 'endpoint',
      _class: ['Device', 'Host'],
      physical: true,
    });
  });

  it('makes a host, and no device, of a virtual machine', () => {
    const entity = toDeviceEntity({ id, model: 'Virtual Machine' });
    expect(entity).toMatchObject({
      _type: 'server',
      _class: ['Host'],
      category: 'endpoint',
      physical: false,
    });
  });

  it('keeps its type when details come', () => {
    const others = { ...details, chassisType: 'phone', deviceType: 'iPhone' };
    expect(toDeviceEntity(laptop, others)._type).toBe('desktop');
  });

  it.each([
    [{ ipAddressV4: null, wiredIPv4Addresses: null }, []],
    [{ wiredIPv4Addresses: [] }, []],
    [{ ipAddressV4: '10.0.0.17' }, ['10.0.0.17']],
    [
      { ipAddressV4: null, wiredIPv4Addresses: ['10.0.0.18', '20.1.2.3'] },
      ['10.0.0.18', '20.1.2.3'],
    ],
    [
      { ipAddressV4: '0.0.0.0', wiredIPv4Addresses: ['', 'none', '10.0.0.18'] },
      ['10.0.0.18'],
    ],
    [
      {
        ipAddressV4: '10.0.0.17',
        wiredIPv4Addresses: ['10.0.0.18', '10.0.0.17'],
      },
      ['10.0.0.17', '10.0.0.18'],
    ],
  ])('%j: the addresses are %j', (hardwareInformation, expected) => {
    const entity = toDeviceEntity({ id }, { hardwareInformation });
    expect(entity.ipAddress).toBe(expected.at(0));
    expect(entity.ipv4Addresses).toEqual(expected.length > 0 ? expected : null);
    const isPrivate = (address: string) => address.startsWith('10.');
    expect(entity.privateIpAddresses ?? []).toEqual(expected.filter(isPrivate));
    expect(entity.publicIpAddresses ?? []).toEqual(
      expected.filter((address) => !isPrivate(address)),
    );
  });

  it.each([
    [undefined, '2024-02-03T08:00:00Z', Date.UTC(2024, 1, 3, 8)],
    ['2/14/2024 8:00:00 AM', null, Date.UTC(2024, 1, 14, 8)],
    ['2024-02-04 08:00:00', '2024-02-03T08:00:00Z', Date.UTC(2024, 1, 4, 8)],
    ['some day', null, undefined],
  ])(
    'attested on %j, on %j in the list: %j',
    (single, inList, lastUpdateDateTime) => {
      const entity = toDeviceEntity(
        {
          id,
          deviceHealthAttestationState: inList
            ? { lastUpdateDateTime: inList }
            : null,
        },
        { deviceHealthAttestationState: { lastUpdateDateTime: single } },
      );
      expect(entity.lastUpdateDateTime).toBe(lastUpdateDateTime);
    },
  );

  it("names a person's phone, and no host", () => {
    const phone = toDeviceEntity({ id, deviceName: "Ann's iPhone" });
    expect(phone).toMatchObject({ name: "Ann's iPhone", hostname: null });
  });

  it('shows one address of a Mac that has the same on both interfaces', () => {
    const mac = '147dda48f752';
    const entity = toDeviceEntity(
      { id, wiFiMacAddress: mac },
      { ethernetMacAddress: mac },
    );
    expect(entity.macAddresses).toEqual(['14:7d:da:48:f7:52']);
  });

  it('was not seen before the epoch, as far as a calendar can show', () => {
    const entity = toDeviceEntity({
      id,
      lastSyncDateTime: '1969-07-20T20:17:40Z',
    });
    expect(entity.lastSeenOn).toBeNull();
  });
});

describe('any payload', () => {
  const macs = fc.stringMatching(/^(?:[0-9A-F]{2}[:-]?){5}[0-9A-F]{2}$/);
  const devices = anyIdentified<DevicePayload>(managedDevicesRequest, {
    deviceHealthAttestationState: fc.oneof(
      anyValue,
      anyObject(['lastUpdateDateTime']),
    ),
    wiFiMacAddress: fc.oneof(macs, anyValue),
  });
  const allDetails = anyPayload<DeviceDetailsPayload>(deviceDetailsRequest, {
    ethernetMacAddress: fc.oneof(macs, anyValue),
    hardwareInformation: fc.oneof(
      anyValue,
      fc.record({
        ipAddressV4: fc.oneof(fc.ipV4(), fc.ipV6(), anyValue),
        deviceFullQualifiedDomainName: fc.oneof(fc.domain(), anyValue),
        wiredIPv4Addresses: fc.oneof(fc.array(fc.ipV4()), anyValue),
        tpmVersion: anyValue,
      }),
    ),
  });

  it('gives a valid, documented entity', () => {
    fc.assert(
      fc.property(devices, fc.option(allDetails), (device, extra) => {
        const entity = toDeviceEntity(device, extra ?? undefined, sampleLinks);
        expectToFit(entity);
        expect(entity).toMatchObject({ _key: device.id, _rawData: [] });
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['desktop', 'Device,Host', { operatingSystem: 'Windows' }],
    ['laptop', 'Device,Host', { operatingSystem: 'macOS' }],
    ['server', 'Device,Host', { operatingSystem: 'Windows Server' }],
    ['server', 'Host', { deviceType: 'cloudPC' }],
    ['smartphone', 'Device,Host', { operatingSystem: 'iOS' }],
    ['user_endpoint', 'Device,Host', { operatingSystem: 'iPadOS' }],
    ['workstation', 'Device,Host', { deviceType: 'winEmbedded' }],
  ])('gives a valid %s of class %s', (_type, _class, kind) => {
    fc.assert(
      fc.property(devices, allDetails, (device, extra) => {
        const physical = { ...device, model: null, deviceType: 'unknown' };
        const entity = toDeviceEntity(
          { ...physical, ...kind } as Device,
          extra,
        );
        expect(entity).toMatchObject({ _type, _class: _class.split(',') });
        expectToFit(entity);
      }),
      { numRuns: 40 },
    );
  });
});
