/** Generates one managed device, as ordinary as its model; the odd ones are variations of it. */
import type {
  LoggedOnUser,
  ManagedDevice,
} from '@microsoft/microsoft-graph-types-beta';
import type { User } from '@microsoft/microsoft-graph-types';
import type { Random } from '../random';
import { daysAgo, type Seed } from '../seed';
import type { Identified } from '../tenant';
import type { DeviceModel } from './deviceModels';
import { emptyDevice, zeroGuid } from './emptyDevice';
import { hardwareInformation } from './hardwareInformation';
import type { IdentifiedIntune } from './intuneData';

export type Owner = Identified<User>;

export interface DeviceOptions {
  readonly model: DeviceModel;
  readonly name: string;
  /** `undefined`: a kiosk, a shared device, a server. */
  readonly owner?: Owner;
  readonly azureADDeviceId: string;
}

const gigabyte = 1024 ** 3;

/** Intune keeps times to the tenth of a microsecond. */
export function preciseTime(random: Random, minDays: number, maxDays: number) {
  const seconds = daysAgo(random, minDays, maxDays).slice(0, -1);
  const fraction = String(random.integer(0, 9_999_999)).padStart(7, '0');
  return `${seconds}.${fraction}Z`;
}

export function macAddress(random: Random): string {
  return random.guid().replaceAll('-', '').slice(0, 12);
}

export function managedDevice(
  seed: Seed,
  options: DeviceOptions,
): IdentifiedIntune<ManagedDevice> {
  const { random } = seed;
  const { model, name, owner } = options;
  const serialNumber = random.guid().slice(0, 8).toUpperCase();
  const personal = model.mobile && random.chance(0.4);
  const known = {
    complianceState: random.chance(0.85) ? 'compliant' : 'noncompliant',
    deviceEnrollmentType: model.deviceEnrollmentType,
    deviceName: name,
    enrolledDateTime: preciseTime(random, 60, 900),
    isEncrypted: random.chance(0.9),
    isSupervised: model.manufacturer === 'Apple' && !personal,
    jailBroken: model.mobile ? 'False' : 'Unknown',
    lastSyncDateTime: preciseTime(random, 0, 30),
    managedDeviceName: `${owner?.mailNickname ?? 'unknown'}_${model.operatingSystem}_${name}`,
    managementAgent: model.managementAgent,
    operatingSystem: model.operatingSystem,
    osVersion: model.osVersion,
    roleScopeTagIds: ['0'],
    serialNumber,
    usersLoggedOn: loggedOn(random, owner, model),
  } satisfies ManagedDevice;
  // Much faster than one big literal: no object changes its shape on the way.
  return Object.assign(
    { ...emptyDevice },
    identity(random, options),
    ownership(owner, personal),
    hardware(random, options, serialNumber),
    known,
    posture(options, known.complianceState),
  );
}

/** Draws nothing from the random source: it would make other devices of the same seeds. */
function posture(
  { model, owner }: DeviceOptions,
  complianceState: string,
): ManagedDevice {
  const isAndroid = model.operatingSystem.startsWith('Android');
  return {
    androidSecurityPatchLevel: isAndroid ? '2025-06-01' : '',
    autopilotEnrolled: model.appPlatform === 'windows' && owner !== undefined,
    complianceGracePeriodExpirationDateTime:
      complianceState === 'noncompliant'
        ? '2025-07-15T09:30:00Z'
        : '9999-12-31T23:59:59Z',
    exchangeAccessState: model.mobile ? 'allowed' : 'none',
    managementCertificateExpirationDate: '2026-02-17T21:04:19Z',
    partnerReportedThreatState: model.mobile ? 'secured' : 'unknown',
    securityPatchLevel: isAndroid ? '2025-06-05' : null,
  };
}

function identity(random: Random, { azureADDeviceId }: DeviceOptions) {
  return {
    id: random.guid(),
    azureADDeviceId,
    azureActiveDirectoryDeviceId: azureADDeviceId,
  } satisfies ManagedDevice;
}

function ownership(owner: Owner | undefined, personal: boolean) {
  return {
    userId: owner?.id ?? zeroGuid,
    userDisplayName: owner?.displayName ?? null,
    userPrincipalName: owner?.userPrincipalName ?? null,
    emailAddress: owner?.mail ?? null,
    enrolledByUserPrincipalName: owner?.userPrincipalName ?? null,
    ownerType: personal ? 'personal' : 'company',
    managedDeviceOwnerType: personal ? 'personal' : 'company',
  } satisfies ManagedDevice;
}

function hardware(
  random: Random,
  { model }: DeviceOptions,
  serialNumber: string,
) {
  const wiFiMacAddress = macAddress(random);
  const total = Math.round(model.storageInGigabytes * gigabyte);
  const free = Math.round(total * random.next());
  const isMac = model.operatingSystem === 'macOS';
  const ethernetMacAddress = isMac ? wiFiMacAddress : macAddress(random);
  return {
    deviceHealthAttestationState: attestation(random, model),
    deviceType: random.pick(model.deviceTypes),
    ethernetMacAddress: model.mobile ? '' : ethernetMacAddress,
    freeStorageSpaceInBytes: free,
    hardwareInformation: hardwareInformation(random, {
      model,
      serialNumber,
      wiFiMacAddress,
      total,
      free,
    }),
    iccid: model.mobile ? digits(random, '8901', 19) : '',
    imei: model.mobile ? digits(random, '35', 15) : null,
    joinType: model.appPlatform === 'windows' ? 'azureADJoined' : 'unknown',
    manufacturer: model.manufacturer,
    model: model.model,
    phoneNumber: model.mobile ? digits(random, '+1', 12) : null,
    physicalMemoryInBytes: model.memoryInGigabytes * gigabyte,
    processorArchitecture: model.mobile ? 'unknown' : 'x64',
    totalStorageSpaceInBytes: total,
    udid: model.manufacturer === 'Apple' ? random.guid() : '',
    wiFiMacAddress,
  } satisfies ManagedDevice;
}

/** A text that nobody has promised to be a time. */
const attestationTexts = [
  '2025-05-01T08:15:30.0000000Z',
  '2025-06-11 05:44:09.123',
  '5/1/2025 8:15:30 AM',
  '01.05.2025 08:15:30',
  'Not available',
  '',
] as const;

function attestation(random: Random, { appPlatform }: DeviceModel) {
  if (appPlatform !== 'windows' || random.chance(0.6)) return null;
  return { lastUpdateDateTime: random.pick(attestationTexts) };
}

function digits(random: Random, start: string, length: number): string {
  let number = start;
  while (number.length < length) number += String(random.integer(0, 9));
  return number;
}

/** Only Windows reports who signed in. */
function loggedOn(
  random: Random,
  owner: Owner | undefined,
  { appPlatform }: DeviceModel,
): LoggedOnUser[] {
  if (owner === undefined || appPlatform !== 'windows') return [];
  return [{ userId: owner.id, lastLogOnDateTime: preciseTime(random, 0, 10) }];
}
