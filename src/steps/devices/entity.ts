/** Intune devices: one schema for all of their types. */
import { Type } from '@sinclair/typebox';
import { createMultiClassMetadata } from '../../model/entities';
import type { DeviceKind, DeviceType } from './deviceType';

const text = (description: string) =>
  Type.Optional(Type.String({ description }));
const number = (description: string) =>
  Type.Optional(Type.Number({ description }));
const flag = (description: string) =>
  Type.Optional(Type.Boolean({ description }));
const texts = (description: string) =>
  Type.Optional(Type.Array(Type.String(), { description }));
const advanced = 'with includeAdvancedDeviceDetails only';

const schema = Type.Object({
  deviceName: text('Name of the device'),
  name: text(
    'Name of the device; where it has none, the owner and the model, or its id',
  ),
  id: text('Id of the device in Intune'),
  deviceType: text('Examples: desktop, macMDM, iPhone, androidForWork, linux'),
  enrolledDateTime: number(
    'Time of the enrollment, in ms since the Unix epoch',
  ),
  lastSyncDateTime: number(
    'Time of the last completed sync with Intune, in ms since the Unix epoch',
  ),
  lastUpdateDateTime: number(
    'Time of the last update of the health attestation, in ms since the Unix epoch',
  ),
  version: text('Model of the device'),
  serialNumber: text('Serial number'),
  totalStorageSpace: text('Storage, readable. Example: 237.9 GB'),
  totalStorageSpaceInBytes: number('Storage, in bytes'),
  freeStorageSpace: text('Free storage, readable. Example: 41.2 GB'),
  freeStorageSpaceInBytes: number('Free storage, in bytes'),
  totalPhysicalMemory: text(`Memory, readable; ${advanced}. Example: 16.0 GB`),
  totalPhysicalMemoryInBytes: number(`Memory, in bytes; ${advanced}`),
  processorArchitecture: text('Any of: x86 x64 arm arM64'),
  hardwareVendor: text('Manufacturer'),
  hardwareManufacturer: text('Manufacturer'),
  hardwareModel: text('Model'),
  hardwareSerial: text('Serial number'),
  hardwareVersion: text('Model'),
  meid: text('Mobile equipment identifier'),
  imei: text('International mobile equipment identity'),
  iccid: text(`Identifier of the SIM card; ${advanced}`),
  udid: text(`Unique device identifier of iOS and macOS; ${advanced}`),
  wifiMacAddress: text('MAC address of Wi-Fi, lower case with colons'),
  ethernetMacAddress: text(
    `MAC address of Ethernet, lower case with colons; ${advanced}`,
  ),
  macAddress: texts('MAC addresses of Wi-Fi and Ethernet'),
  ipAddress: text(`IPv4 address; ${advanced}`),
  easDeviceId: text('Exchange ActiveSync id'),
  assetTag: texts('Id of the device in Microsoft Entra ID'),
  userEmails: texts('E-mail address of the owner'),
  BYOD: flag('Whether the device belongs to a person'),
  ownerType: text('Any of: company personal'),
  encrypted: flag('Whether the storage is encrypted'),
  userId: text('Id of the owner in Microsoft Entra ID'),
  userDisplayName: text('Name of the owner'),
  phoneNumber: text('Phone number'),
  managed: flag(
    'Whether Intune manages the device; false if Intune only discovered it',
  ),
  supervised: flag('Whether the device is supervised'),
  jailBroken: text('Whether the device is jail broken or rooted'),
  aadDeviceId: text('Id of the device in Microsoft Entra ID'),
  deviceCategoryDisplayName: text('Category that the organization gave it'),
  username: text('Login name of the owner'),
  physical: flag('False for virtual machines'),
  isSharedDevice: flag(`Whether several persons use the device; ${advanced}`),
  osEdition: text(
    `Edition of the operating system; ${advanced}. Example: Enterprise`,
  ),
  tpmSpecificationVersion: text(
    `Version of the Trusted Platform Module; ${advanced}. Example: 2.0, 0, 1.59`,
  ),
  tpmVersion: text(
    `Version that the manufacturer gives the Trusted Platform Module; ${advanced}`,
  ),
  windowsActiveMalwareCount: number(
    `How many active threats Windows counts on the device; ${advanced}. Absent instead of 0, which Intune also answers of devices that do not report`,
  ),
  enrollmentProfileName: text(
    `Enrollment profile that the device was enrolled with; ${advanced}`,
  ),
  azureADRegistered: flag(
    'Whether the device is registered in Microsoft Entra ID',
  ),
  status: text(
    'lost/stolen while lost mode is on (lostModeState); absent otherwise',
  ),
  lostModeState: text('Any of: disabled enabled'),
  retireAfterOn: number(
    `Time after which Intune retires the device by itself, in ms since the Unix epoch; ${advanced}`,
  ),
  owner: text('Login name of the owner, the same as username'),
  tags: texts(
    `Ids of the scope tags of the device in Intune (roleScopeTagIds); ${advanced}. 0 is the default tag`,
  ),
  notes: texts(`What administrators noted about the device; ${advanced}`),
  joinType: text(
    'How the device is joined to Microsoft Entra ID. Examples: azureADJoined, azureADRegistered, hybridAzureADJoined',
  ),
  deviceEnrollmentType: text(
    'How the device was enrolled. Examples: userEnrollment, windowsAzureADJoin, appleBulkWithUser',
  ),
  autopilotEnrolled: flag('Whether Windows Autopilot enrolled the device'),
  androidSecurityPatchLevel: text(
    'Security patch level of Android, as the device reports it. Example: 2025-06-01',
  ),
  securityPatchLevel: text('Security patch level, as the device reports it'),
  partnerReportedThreatState: text(
    'State that a partner for mobile threat defense reports. Examples: secured, lowSeverity, highSeverity, compromised, unresponsive',
  ),
  exchangeAccessState: text(
    'Whether Exchange lets the device in. Any of: allowed blocked quarantined',
  ),
});

const define = (_type: DeviceType) =>
  createMultiClassMetadata({
    resourceName: 'Managed Device',
    _class: ['Device', 'Host'],
    _type,
    description: 'A device that Microsoft Intune manages',
    schema,
  });

const [UserEndpointEntity, createUserEndpoint] = define('user_endpoint');
const [WorkstationEntity, createWorkstation] = define('workstation');
const [LaptopEntity, createLaptop] = define('laptop');
const [DesktopEntity, createDesktop] = define('desktop');
const [SmartphoneEntity, createSmartphone] = define('smartphone');
const [PhysicalServerEntity, createPhysicalServer] = define('server');

const [VirtualServerEntity, createVirtualServer] = createMultiClassMetadata({
  resourceName: 'Managed Device',
  _class: ['Host'],
  _type: 'server',
  description: 'A virtual machine that Microsoft Intune manages',
  schema,
});

/** What the step declares: the platform wants each `_type` once, `server` as a Host. */
export const deviceEntities = [
  UserEndpointEntity,
  WorkstationEntity,
  LaptopEntity,
  DesktopEntity,
  VirtualServerEntity,
  SmartphoneEntity,
];

/** Emitted, too, as a Device and a Host: for docs and tests. */
export { PhysicalServerEntity };

const creators = {
  desktop: createDesktop,
  laptop: createLaptop,
  server: createPhysicalServer,
  smartphone: createSmartphone,
  user_endpoint: createUserEndpoint,
  workstation: createWorkstation,
};

/** The typed constructor of the kind's entities. */
export function creatorFor({ type, isPhysical }: DeviceKind) {
  return isPhysical ? creators[type] : createVirtualServer;
}
