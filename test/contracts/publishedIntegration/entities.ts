/** Every entity type of 7.2.1 and every property that its converters set, against ours. */
import { same, type Fate, type Fates } from './fate';

export interface PublishedEntity {
  readonly fate: Fate;
  readonly _class: readonly string[];
  /** Of every entity. */
  readonly key: RegExp;
  readonly properties: Fates;
}

const GUID = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}';
const guid = new RegExp(`^${GUID}$`);

const noRawData: Fates = {
  _rawData: { droppedBecause: 'a copy of each answer, which nothing needs' },
};

const policy: Fates = {
  ...same('category createdOn displayName function id name version'),
  description: { changed: 'absent instead of a copy of the name' },
};

const device: Fates = {
  ...noRawData,
  ...same(`
    aadDeviceId category deviceCategoryDisplayName deviceName deviceType
    encrypted enrolledDateTime hardwareManufacturer hardwareModel
    hardwareSerial hardwareVendor hardwareVersion id lastSeenOn
    lastSyncDateTime lastUpdateDateTime macAddress make managed model osName
    osVersion phoneNumber physical serial serialNumber supervised
    userDisplayName userEmails userId username version imei meid
  `),
  displayName: { changed: 'managedDeviceName before owner and model' },
  name: { changed: 'the same fallbacks as displayName, instead of null' },
  hostname: { changed: 'null for a name that is no host name' },
  iccid: { changed: 'with includeAdvancedDeviceDetails' },
  udid: { changed: 'with includeAdvancedDeviceDetails' },
  ipAddress: { changed: 'with includeAdvancedDeviceDetails' },
  wifiMacAddress: { changed: 'in lower case with colons' },
  ethernetMacAddress: {
    changed: 'in lower case with colons, with includeAdvancedDeviceDetails',
  },
  easDeviceId: {
    changed: 'absent instead of false; easActivated is not asked',
  },
  assetTag: { changed: 'a list' },
  deviceId: { changed: 'a list' },
  osDetails: { changed: 'without the word "version"' },
  BYOD: { changed: 'absent when the owner type is unknown' },
  ownerType: { changed: 'absent instead of "unknown"' },
  jailBroken: { changed: 'the text of Graph' },
};

const devices = (
  ['user_endpoint', 'workstation', 'laptop', 'desktop', 'smartphone'] as const
).map((type): [string, PublishedEntity] => [
  type,
  { fate: 'same', _class: ['Device', 'Host'], key: guid, properties: device },
]);

export const entities: Readonly<Record<string, PublishedEntity>> = {
  microsoft_365_account: {
    fate: 'same',
    _class: ['Account'],
    key: /^microsoft_365_account-.+$/,
    properties: {
      ...noRawData,
      ...same(`
        defaultDomain displayName id intuneAccountId intuneSubscriptionState
        mobileDeviceManagementAuthority name organizationName verifiedDomains
      `),
    },
  },
  azure_user: {
    fate: 'same',
    _class: ['User'],
    key: guid,
    properties: {
      ...same(`
        accountEnabled active displayName givenName id jobTitle mail mobilePhone
        name officeLocation preferredLanguage surname usageLocation
        userPrincipalName userType lastSignInDateTime
        lastNonInteractiveSignInDateTime lastSuccessfulSignInDateTime
      `),
      email: { changed: 'a list' },
      username: { changed: 'a list' },
      firstName: { changed: 'null instead of a word of displayName' },
      lastName: { changed: 'null instead of a word of displayName' },
      lastSignInRequestId: { droppedBecause: 'only Microsoft can use it' },
      lastNonInteractiveSignInRequestId: {
        droppedBecause: 'only Microsoft can use it',
      },
      lastSuccessfulSignInRequestId: {
        droppedBecause: 'only Microsoft can use it',
      },
    },
  },
  azure_user_group: {
    fate: 'same',
    _class: ['UserGroup'],
    key: guid,
    properties: {
      ...same(`
        classification createdOn description displayName id mailEnabled
        mailNickname name renewedOn securityEnabled
      `),
      email: { changed: 'also of groups that are not mail enabled' },
      mail: { changed: 'also of groups that are not mail enabled' },
      deletedOn: { droppedBecause: 'Graph lists no deleted groups' },
    },
  },
  azure_group_member: {
    fate: 'same',
    _class: ['User'],
    key: guid,
    properties: {
      ...same('displayName'),
      email: { changed: 'a list' },
      jobTitle: { droppedBecause: 'of members that are no users' },
    },
  },
  ...Object.fromEntries(devices),
  server: {
    fate: 'same',
    // A virtual one is a Host only, there and here; that is what ours declares.
    _class: ['Host'],
    key: guid,
    properties: device,
  },
  computer: {
    fate: { droppedBecause: 'no device was ever of this type' },
    _class: ['Device', 'Host'],
    key: guid,
    properties: {},
  },
  intune_host_agent: {
    fate: 'same',
    _class: ['HostAgent'],
    key: new RegExp(`^intune-host-agent:${GUID}$`),
    properties: {
      ...same(`
        complianceState compliant lastSeenOn managementAgent name
        registrationState state
      `),
      displayName: { changed: 'with the name of the device' },
      function: { changed: 'endpoint-configuration, no endpoint-protection' },
    },
  },
  intune_compliance_policy: {
    fate: 'same',
    _class: ['Configuration', 'ControlPolicy'],
    key: guid,
    properties: { ...policy, ...same('policyType') },
  },
  intune_device_configuration: {
    fate: 'same',
    _class: ['Configuration', 'ControlPolicy'],
    key: guid,
    properties: { ...noRawData, ...policy, ...same('configurationType') },
  },
  intune_noncompliance_finding: {
    fate: 'same',
    _class: ['Finding'],
    key: new RegExp(`^${GUID}_${GUID}_${GUID}$`),
    properties: {
      ...noRawData,
      ...same(`
        assessment category id lastProcessedOn lastTestedOn lastUpdatedOn
        numericSeverity open severity status
      `),
      name: { changed: 'the name of the policy' },
      displayName: { changed: 'the name of the policy' },
    },
  },
  intune_managed_application: {
    fate: 'same',
    _class: ['Application'],
    key: guid,
    properties: {
      ...noRawData,
      ...same(`
        COTS committedContentVersion createdOn developer displayName external
        featured id informationURL isPublished lastUpdatedOn mobile name notes
        owner packageId privacyInformationURL publisher
      `),
      productionURL: { changed: 'absent when it is no address' },
      version: { changed: 'null instead of "unversioned"; another order' },
    },
  },
  intune_detected_application: {
    fate: 'same',
    _class: ['Application'],
    key: /^IntuneDetected:[^A-Z]+$/,
    properties: {
      ...same('displayName name'),
      version: { changed: 'null when devices have several' },
      sizeInByte: { changed: 'of the largest version; not in exports' },
    },
  },
};
