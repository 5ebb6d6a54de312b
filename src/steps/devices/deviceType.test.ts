import * as fc from 'fast-check';
import type { DeviceType as GraphDeviceType } from '@microsoft/microsoft-graph-types-beta';
import { anyPayload } from '#test/support/anyPayload';
import {
  deviceTypes,
  deviceTypeTable,
  kindOf,
  type DeviceType,
} from './deviceType';
import { managedDevicesRequest, type DevicePayload } from './request';

/** A payload whose values need not be of Graph's enumerations. */
function payload(values: Record<string, unknown>): DevicePayload {
  return values as DevicePayload;
}

/** All that Graph has, on a device of which nothing else is known. */
const byDeviceType: Readonly<Record<GraphDeviceType, DeviceType>> = {
  desktop: 'desktop',
  windowsRT: 'desktop',
  windows10x: 'desktop',
  mac: 'desktop',
  unix: 'desktop',
  linux: 'desktop',
  macMDM: 'laptop',
  chromeOS: 'laptop',
  winCE: 'workstation',
  winEmbedded: 'workstation',
  winMO6: 'smartphone',
  nokia: 'smartphone',
  windowsPhone: 'smartphone',
  iPhone: 'smartphone',
  iPod: 'smartphone',
  android: 'smartphone',
  androidForWork: 'smartphone',
  androidEnterprise: 'smartphone',
  androidnGMS: 'smartphone',
  blackberry: 'smartphone',
  palm: 'smartphone',
  iPad: 'user_endpoint',
  visionOS: 'user_endpoint',
  tvOS: 'user_endpoint',
  holoLens: 'user_endpoint',
  surfaceHub: 'user_endpoint',
  iSocConsumer: 'user_endpoint',
  unknown: 'user_endpoint',
  cloudPC: 'server',
};

const graphTypes = Object.keys(byDeviceType) as GraphDeviceType[];

const byOperatingSystem: [string, DeviceType][] = [
  ['Windows', 'desktop'],
  ['Windows 11', 'desktop'],
  ['iOS', 'smartphone'],
  ['iPadOS', 'user_endpoint'],
  ['macOS', 'laptop'],
  ['MacMDM', 'laptop'],
  ['Android', 'smartphone'],
  ['AndroidEnterprise', 'smartphone'],
  ['Linux (ubuntu)', 'desktop'],
  ['ChromeOS', 'laptop'],
  ['Chrome OS', 'laptop'],
  ['tvOS', 'user_endpoint'],
  ['Unknown', 'user_endpoint'],
];

const virtualModels = [
  'Virtual Machine',
  'VMware7,1',
  'VMware Virtual Platform',
  'VirtualBox',
  'Parallels ARM Virtual Machine',
  'VirtualMac2,1',
  'KVM',
  'Standard PC (Q35 + ICH9, 2009)',
  'Google Compute Engine',
  'Cloud PC Enterprise 4vCPU/16GB/128GB',
];

const physical = (type: DeviceType) => ({ type, isPhysical: true });
const virtualMachine = { type: 'server', isPhysical: false };

describe('kindOf', () => {
  it.each(Object.entries(byDeviceType))(
    'a device of the type %s is a %s',
    (deviceType, type) => {
      expect(kindOf(payload({ deviceType })).type).toBe(type);
    },
  );

  it.each([undefined, null, '', 'unknown', 'iSocConsumer', 'typeOfTomorrow'])(
    'of the type %j: the operating system decides',
    (deviceType) => {
      for (const [operatingSystem, type] of byOperatingSystem) {
        expect(kindOf(payload({ deviceType, operatingSystem }))).toEqual(
          physical(type),
        );
      }
    },
  );

  it.each(['windowsRT', 'desktop', 'windows10x', 'unknown', 'typeOfTomorrow'])(
    'Windows is a desktop, whether Graph calls it %s or anything else',
    (deviceType) => {
      const device = { deviceType, operatingSystem: 'Windows' };
      expect(kindOf(payload(device))).toEqual(physical('desktop'));
    },
  );

  it.each([
    ['winEmbedded', 'workstation'],
    ['windowsPhone', 'smartphone'],
    ['holoLens', 'user_endpoint'],
    ['surfaceHub', 'user_endpoint'],
  ])('a %s with Windows is no client: %s', (deviceType, type) => {
    const device = { deviceType, operatingSystem: 'Windows' };
    expect(kindOf(payload(device)).type).toBe(type);
  });

  it.each(virtualModels)(
    '%s is a virtual machine, whatever its type',
    (model) => {
      for (const deviceType of [...graphTypes, undefined]) {
        for (const operatingSystem of ['Windows', 'Windows Server', 'macOS']) {
          const device = { deviceType, model, operatingSystem };
          expect(kindOf(payload(device))).toEqual(virtualMachine);
        }
      }
    },
  );

  it('a Cloud PC is a virtual machine, whatever its model', () => {
    const device = { deviceType: 'cloudPC', operatingSystem: 'Windows' };
    for (const model of [undefined, '', 'PowerEdge R750']) {
      expect(kindOf(payload({ ...device, model }))).toEqual(virtualMachine);
    }
  });

  it.each([
    { model: 'PowerEdge R750', operatingSystem: 'Windows' },
    { model: 'ProLiant DL380 Gen10', operatingSystem: 'Linux (ubuntu)' },
    { model: 'ThinkSystem SR650', operatingSystem: 'Windows' },
    { model: 'PRIMERGY RX2540 M5', operatingSystem: 'Windows' },
    { model: 'NUC', operatingSystem: 'Windows Server 2022' },
    { operatingSystem: 'windows server' },
  ])('%j is a server, whatever its type', (device) => {
    for (const deviceType of ['desktop', 'windowsRT', 'linux', undefined]) {
      expect(kindOf(payload({ ...device, deviceType }))).toEqual(
        physical('server'),
      );
    }
  });

  it.each(graphTypes)('%s is the same in any case', (deviceType) => {
    for (const written of [deviceType.toUpperCase(), ` ${deviceType} `]) {
      expect(kindOf(payload({ deviceType: written }))).toEqual(
        kindOf({ deviceType }),
      );
    }
  });

  it('compares names whatever their case', () => {
    expect(kindOf(payload({ model: ' VIRTUAL MACHINE ' }))).toEqual(
      virtualMachine,
    );
    expect(kindOf(payload({ operatingSystem: 'IPADOS' }))).toEqual(
      physical('user_endpoint'),
    );
  });

  it.each([
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'My Virtual Machine host',
    '',
    null,
    undefined,
    0,
    true,
    ['desktop'],
    { toString: 'desktop' },
  ])('is not misled by %j', (value) => {
    const device = { deviceType: value, model: value, operatingSystem: value };
    expect(kindOf(payload(device))).toEqual(physical('user_endpoint'));
  });

  it('gives every device a kind, and only servers are virtual', () => {
    const texts = fc.constantFrom(...virtualModels, 'Windows', 'macOS', 'iPad');
    const devices = anyPayload<DevicePayload>(managedDevicesRequest, {
      deviceType: fc.oneof(fc.constantFrom(...graphTypes), texts),
      model: texts,
      operatingSystem: texts,
    });
    fc.assert(
      fc.property(devices, (device) => {
        const { type, isPhysical } = kindOf(device);
        expect(deviceTypes).toContain(type);
        expect(isPhysical || type === 'server').toBe(true);
      }),
    );
  });

  it('knows nothing but the listing, and no chassis', () => {
    const selected = managedDevicesRequest.query.$select.split(',');
    expect(selected).toEqual(
      expect.arrayContaining(['deviceType', 'model', 'operatingSystem']),
    );
    expect(selected).not.toContain('chassisType');
  });
});

describe('the table of device types', () => {
  it("names each of Graph's types once at most", () => {
    const names = deviceTypeTable.flatMap((row) => row.deviceTypes ?? []);
    expect(new Set(names).size).toBe(names.length);
    expect(graphTypes).toEqual(expect.arrayContaining(names));
  });

  it('ends with a row that fits every device', () => {
    expect(deviceTypeTable.at(-1)).toEqual({ type: 'user_endpoint' });
  });
});
