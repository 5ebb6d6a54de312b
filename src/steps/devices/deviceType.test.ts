import * as fc from 'fast-check';
import { anyPayload } from '../../../test/support/anyPayload';
import { deviceTypes, kindOf, type DeviceType } from './deviceType';
import { managedDevicesRequest, type DevicePayload } from './request';

/** A payload whose values need not be of Graph's enumerations. */
function payload(values: Record<string, unknown>): DevicePayload {
  return values as DevicePayload;
}

const ofChassis: [string, DeviceType][] = [
  ['laptop', 'workstation'],
  ['desktop', 'workstation'],
  ['worksWorkstation', 'workstation'],
  ['enterpriseServer', 'server'],
  ['phone', 'smartphone'],
  ['tablet', 'user_endpoint'],
];

const ofDeviceType: [string, DeviceType][] = [
  ['desktop', 'desktop'],
  ['mac', 'desktop'],
  ['unix', 'desktop'],
  ['linux', 'desktop'],
  ['macMDM', 'laptop'],
  ['windows10x', 'laptop'],
  ['chromeOS', 'laptop'],
  ['winCE', 'workstation'],
  ['winEmbedded', 'workstation'],
  ['winMO6', 'smartphone'],
  ['nokia', 'smartphone'],
  ['windowsPhone', 'smartphone'],
  ['iPhone', 'smartphone'],
  ['iPod', 'smartphone'],
  ['android', 'smartphone'],
  ['androidForWork', 'smartphone'],
  ['androidEnterprise', 'smartphone'],
  ['androidnGMS', 'smartphone'],
  ['blackberry', 'smartphone'],
  ['palm', 'smartphone'],
];

const ofNoSpecialType = [
  'windowsRT',
  'iPad',
  'iSocConsumer',
  'holoLens',
  'surfaceHub',
  'visionOS',
  'tvOS',
  'unknown',
  'aTypeOfTomorrow',
];

const physical = (type: DeviceType) => ({ type, isPhysical: true });
const virtualMachine = { type: 'server', isPhysical: false };

describe('kindOf', () => {
  it.each(ofChassis)('a chassis %s makes a %s', (chassisType, type) => {
    expect(kindOf(payload({ chassisType }))).toEqual(physical(type));
    // Whatever its type.
    expect(kindOf(payload({ chassisType, deviceType: 'palm' }))).toEqual(
      physical(type),
    );
  });

  it.each(ofDeviceType)('else the type %s makes a %s', (deviceType, type) => {
    expect(kindOf(payload({ deviceType }))).toEqual(physical(type));
  });

  it.each(['unknown', 'mobileOther', 'mobileUnknown', '', null, undefined])(
    'a chassis %j decides nothing',
    (chassisType) => {
      expect(kindOf(payload({ chassisType, deviceType: 'macMDM' }))).toEqual(
        physical('laptop'),
      );
    },
  );

  it.each(ofNoSpecialType)(
    'the type %s makes a user_endpoint',
    (deviceType) => {
      expect(kindOf(payload({ deviceType }))).toEqual(
        physical('user_endpoint'),
      );
    },
  );

  it.each([
    { model: 'Virtual Machine' },
    { model: 'Virtual Machine', chassisType: 'laptop', deviceType: 'desktop' },
    { deviceType: 'cloudPC' },
    { deviceType: 'cloudPC', chassisType: 'tablet', model: 'Cloud PC' },
  ])('%j is a virtual machine', (device) => {
    expect(kindOf(payload(device))).toEqual(virtualMachine);
  });

  it.each([
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'LAPTOP',
    'iphone',
    '',
    null,
    undefined,
    0,
    true,
    ['laptop'],
    { toString: 'laptop' },
  ])('is not misled by %j', (value) => {
    const device = { chassisType: value, deviceType: value, model: value };
    expect(kindOf(payload(device))).toEqual(physical('user_endpoint'));
  });

  it('gives every device a kind', () => {
    fc.assert(
      fc.property(anyPayload(managedDevicesRequest), (device) => {
        expect(deviceTypes).toContain(kindOf(device).type);
      }),
    );
  });

  it('knows nothing but the listing', () => {
    const { $select } = managedDevicesRequest.query;
    expect($select.split(',')).toEqual(
      expect.arrayContaining(['chassisType', 'deviceType', 'model']),
    );
  });
});
