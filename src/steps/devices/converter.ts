/** managedDevice -> a device entity of the type that fits */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { timestamp } from '../../model/dates';
import { emails } from '../../model/emails';
import { readId, type Identified } from '../../model/keys';
import {
  domainNames,
  hostname,
  ipAddresses,
  macAddresses,
} from '../../model/network';
import { byteCount, readableSize } from '../../model/sizes';
import {
  flag,
  fromFirmware,
  known,
  listOrNull,
  present,
  text,
  textList,
} from '../../model/values';
import type { WebLinks } from '../../model/webLinks';
import { attestationTime } from './attestationTime';
import { kindOf } from './deviceType';
import { creatorFor } from './entity';
import {
  deviceTypeOf,
  readArchitecture,
  readLostMode,
  readManagementState,
  readOwnerType,
} from './enumerations';
import { osTypeOf } from './osType';
import { posture } from './posture';
import type { DeviceDetailsPayload, DevicePayload } from './request';

type Device = Identified<DevicePayload>;

/**
 * @param details of the single request; absent when they were not asked for, or the device is gone
 * @param links absent: no link
 */
export function toDeviceEntity(
  device: Device,
  details?: DeviceDetailsPayload,
  links?: WebLinks,
): Entity {
  const kind = kindOf(device);
  const name = nameOf(device);
  return creatorFor(kind)(
    {
      _key: device.id,
      id: device.id,
      deviceId: [device.id],
      name,
      displayName: name,
      webLink: links?.to('managedDevice', device.id),
      deviceName: known(device.deviceName),
      category: 'endpoint',
      physical: kind.isPhysical,
      deviceType: deviceTypeOf(device.deviceType),
      deviceCategoryDisplayName: known(device.deviceCategoryDisplayName),
      managed: managed(device),
      supervised: flag(device.isSupervised),
      encrypted: flag(device.isEncrypted),
      jailBroken: fromFirmware('hardware', device.jailBroken),
      createdOn: timestamp(device.enrolledDateTime),
      enrolledDateTime: timestamp(device.enrolledDateTime),
      lastSyncDateTime: timestamp(device.lastSyncDateTime),
      lastUpdateDateTime: attestedOn(device, details),
      lastSeenOn: timestamp(device.lastSyncDateTime) ?? null,
      ...hardware(device, details),
      ...storage(device, details),
      ...operatingSystem(device),
      ...network(device, details),
      ...mobile(device, details),
      ...owner(device),
      ...entraDevice(device),
      ...posture(device, details),
      ...administration(device, details),
    },
    scopeTags(details),
  );
}

/**
 * What Intune calls the device; else its owner and its model, as the published
 * integration named it: "Ann's iPhone 14"; else its id.
 */
export function nameOf(device: Device): string {
  const name = known(device.deviceName) ?? known(device.managedDeviceName);
  const user =
    known(device.userDisplayName) ?? emails(device.emailAddress)?.at(0);
  const model = fromFirmware('model', device.model);
  const described =
    user === undefined && model === undefined
      ? device.id
      : `${user ?? 'Unknown User'}'s ${model ?? 'Device'}`;
  return name ?? described;
}

/** Lists say null, as far as it was seen. */
function attestedOn(
  device: Device,
  details: DeviceDetailsPayload | undefined,
): number | undefined {
  const [single, listed] = [details, device].map(
    (source) => source?.deviceHealthAttestationState?.lastUpdateDateTime,
  );
  return attestationTime(single) ?? attestationTime(listed);
}

function hardware(device: Device, details: DeviceDetailsPayload | undefined) {
  const manufacturer = fromFirmware('model', device.manufacturer);
  const model = fromFirmware('model', device.model);
  const serial = fromFirmware('identifier', device.serialNumber);
  return {
    make: manufacturer ?? null,
    hardwareVendor: manufacturer,
    hardwareManufacturer: manufacturer,
    model: model ?? null,
    version: model,
    hardwareModel: model,
    hardwareVersion: model,
    serial: serial ?? null,
    serialNumber: serial,
    hardwareSerial: serial,
    udid: fromFirmware('identifier', details?.udid),
    processorArchitecture: architecture(device.processorArchitecture),
  };
}

function storage(device: Device, details: DeviceDetailsPayload | undefined) {
  const total = byteCount(device.totalStorageSpaceInBytes);
  const free = byteCount(device.freeStorageSpaceInBytes);
  const memory = byteCount(details?.physicalMemoryInBytes);
  return {
    totalStorageSpace: readableSize(total),
    totalStorageSpaceInBytes: total,
    freeStorageSpace: readableSize(free),
    freeStorageSpaceInBytes: free,
    totalPhysicalMemory: readableSize(memory),
    totalPhysicalMemoryInBytes: memory,
  };
}

function operatingSystem(device: Device) {
  const osName = known(device.operatingSystem);
  const osVersion = known(device.osVersion);
  return {
    osName: osName ?? null,
    osVersion: osVersion ?? null,
    osDetails: osName ? [osName, osVersion].filter(Boolean).join(' ') : null,
    osType: osTypeOf(osName),
  };
}

function network(device: Device, details: DeviceDetailsPayload | undefined) {
  const hardwareInformation = details?.hardwareInformation;
  const [wifi] = macAddresses(device.wiFiMacAddress);
  const [ethernet] = macAddresses(details?.ethernetMacAddress);
  const addresses = [...new Set(present([wifi, ethernet]))];
  const ip = ipAddresses(
    hardwareInformation?.ipAddressV4,
    // Null above is the rule: then Windows devices have their addresses here.
    ...textList(hardwareInformation?.wiredIPv4Addresses),
  );
  return {
    wifiMacAddress: wifi,
    ethernetMacAddress: ethernet,
    macAddress: addresses,
    macAddresses: listOrNull(addresses),
    ipAddress: ip.ipv4.at(0),
    ipv4Addresses: listOrNull(ip.ipv4),
    ipv6Addresses: listOrNull(ip.ipv6),
    publicIpAddresses: listOrNull(ip.publicOnes),
    privateIpAddresses: listOrNull(ip.privateOnes),
    hostname: hostname(known(device.deviceName)),
    fqdn: listOrNull(
      domainNames(hardwareInformation?.deviceFullQualifiedDomainName),
    ),
  };
}

function mobile(device: Device, details: DeviceDetailsPayload | undefined) {
  return {
    imei: fromFirmware('identifier', device.imei),
    meid: fromFirmware('identifier', device.meid),
    iccid: fromFirmware('identifier', details?.iccid),
    phoneNumber: fromFirmware('identifier', device.phoneNumber),
    easDeviceId: fromFirmware('identifier', device.easDeviceId),
  };
}

function owner(device: Device) {
  const ownerType = readOwnerType(device.ownerType);
  const isKnown = ownerType !== undefined && ownerType !== 'unknown';
  return {
    userId: readId(device.userId),
    userDisplayName: known(device.userDisplayName),
    username: known(device.userPrincipalName),
    owner: known(device.userPrincipalName),
    userEmails: emails(device.emailAddress),
    ownerType: isKnown ? ownerType : undefined,
    BYOD: isKnown ? ownerType === 'personal' : undefined,
  };
}

function entraDevice(device: Device) {
  const id = readId(device.azureADDeviceId);
  return { aadDeviceId: id, assetTag: id === undefined ? undefined : [id] };
}

/** What administrators did with the device, or noted about it. */
function administration(
  device: Device,
  details: DeviceDetailsPayload | undefined,
) {
  const lostModeState = readLostMode(device.lostModeState);
  const notes = text(details?.notes);
  return {
    lostModeState,
    status: lostModeState === 'enabled' ? 'lost/stolen' : undefined,
    retireAfterOn: timestamp(details?.retireAfterDateTime),
    notes: notes === undefined ? undefined : [notes],
  };
}

function scopeTags(
  details: DeviceDetailsPayload | undefined,
): readonly string[] | undefined {
  const tags = textList(details?.roleScopeTagIds);
  return tags.length > 0 ? tags : undefined;
}

function managed({ managementState }: Device): boolean | undefined {
  const state = readManagementState(managementState);
  return state === undefined ? undefined : state !== 'discovered';
}

function architecture(value: unknown): string | undefined {
  const name = readArchitecture(value);
  return name === 'unknown' ? undefined : name;
}
