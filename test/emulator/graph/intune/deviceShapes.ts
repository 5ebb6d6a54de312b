/**
 * The same device as a listing and as a GET of its own show it: the two come from different places of the service and
 * agree on little. https://learn.microsoft.com/graph/api/resources/intune-devices-manageddevice
 */
import type {
  HardwareInformation,
  ManagedDevice,
} from '@microsoft/microsoft-graph-types-beta';
import type { IdentifiedIntune } from '../../tenant';
import { emptyHardwareInformation } from '../../tenant/intune/hardwareInformation';
import { noDate, zeroGuid } from '../../tenant/intune/emptyDevice';

type Device = IdentifiedIntune<ManagedDevice>;

/** "To retrieve actual values GET call needs to be made, with device id and included in select parameter." */
const onlySelectedOnSingle = {
  activationLockBypassCode: null,
  bootstrapTokenEscrowed: false,
  chromeOSDeviceInfo: [],
  iccid: '',
  notes: null,
  physicalMemoryInBytes: 0,
  remoteAssistanceSessionUrl: null,
  udid: '',
  windowsActiveMalwareCount: 0,
  windowsRemediatedMalwareCount: 0,
} as const satisfies ManagedDevice;

/** Even `$select` brings no more. */
export function listedDevice(device: Device): Device {
  const isMac = device.operatingSystem === 'macOS';
  return {
    ...device,
    ...onlySelectedOnSingle,
    // https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/9016
    chassisType: 'unknown',
    deviceHealthAttestationState: null,
    ...(isMac && {
      easDeviceId: `Appl${device.serialNumber}`,
      partnerReportedThreatState: 'unknown',
    }),
    deviceCategoryDisplayName: device.deviceCategoryDisplayName || 'Unknown',
    emailAddress: device.emailAddress ?? '',
    enrolledDateTime: wholeSeconds(device.enrolledDateTime),
    enrollmentProfileName: null,
    ethernetMacAddress: null,
    hardwareInformation: listedHardware(device.hardwareInformation),
    iccid: null,
    imei: device.imei ?? '',
    lastSyncDateTime: wholeSeconds(device.lastSyncDateTime),
    meid: device.meid ?? '',
    phoneNumber: device.phoneNumber ?? '',
    retireAfterDateTime: noDate,
    roleScopeTagIds: [],
    udid: null,
    userDisplayName: device.userDisplayName ?? '',
    userId: device.userId === zeroGuid ? '' : device.userId,
    userPrincipalName: device.userPrincipalName ?? '',
  };
}

/** What is not selected by name is only half true. */
export function singleDevice(
  device: Device,
  selected: readonly string[] = [],
): Device {
  const hidden = Object.entries(onlySelectedOnSingle).filter(
    ([property]) => !selected.includes(property),
  );
  const shown = { ...device, ...Object.fromEntries(hidden) };
  if (selected.includes('hardwareInformation')) return shown;
  const { hardwareInformation } = device;
  return {
    ...shown,
    hardwareInformation: hardwareInformation && {
      ...hardwareInformation,
      serialNumber: null,
      tpmManufacturer: null,
      tpmSpecificationVersion: null,
      tpmVersion: null,
    },
  };
}

/** A stub: all its keys, hardly any value. */
function listedHardware(
  hardware: ManagedDevice['hardwareInformation'],
): HardwareInformation | null {
  if (!hardware) return null;
  const { serialNumber, totalStorageSpace, freeStorageSpace } = hardware;
  const { isEncrypted, isSupervised, isSharedDevice } = hardware;
  return {
    ...emptyHardwareInformation,
    sharedDeviceCachedUsers: [],
    wiredIPv4Addresses: [],
    serialNumber,
    totalStorageSpace,
    freeStorageSpace,
    isEncrypted,
    isSupervised,
    isSharedDevice,
  };
}

function wholeSeconds(time: string | undefined): string | undefined {
  return time?.replace(/\.\d+Z$/, 'Z');
}
