/**
 * For each type of ours, what becomes of each property of its data-model classes.
 * test/contracts/classProperties.test.ts compares it with the classes and with what
 * is emitted.
 */
import { deviceTypes } from '../../src/steps/devices/deviceType';

/** `filled`: every entity has a value; null and empty lists are none. */
export type Verdict =
  | 'filled'
  /** In words that follow "when" or "of". */
  | { readonly sometimes: string }
  | { readonly never: string };

export type Verdicts = Readonly<Record<string, Verdict>>;

/** The same verdict for many names, separated by blanks. */
function all(names: string, verdict: Verdict): Verdicts {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, verdict]));
}

const sometimes = (when: string): Verdict => ({ sometimes: when });
const never = (why: string): Verdict => ({ never: why });

const NOT_TOLD = 'Microsoft Graph does not return it in these lists';

/** Of all types that do not say otherwise. */
const common: Verdicts = {
  ...all('id name displayName', 'filled'),
  ...all(
    'criticality risk trust trusted validated',
    never('a judgment of your own, which Microsoft does not make'),
  ),
  ...all(
    'createdBy updatedBy deletedBy discoveredBy discoveredOn',
    never(NOT_TOLD),
  ),
  ...all('createdOn updatedOn expiresOn owner tags notes', never(NOT_TOLD)),
  deletedOn: never('deleted objects are not listed'),
  summary: never('Microsoft has no summary besides the description'),
  description: sometimes('when Microsoft has one'),
  classification: never('Microsoft classifies groups only'),
  complianceStatus: never(
    'a share; Intune returns states, which host agents and their relationships have',
  ),
  status: never('its states are separate properties'),
  active: never('Microsoft Graph does not show it'),
  public: never('it cannot be reached by itself'),
  temporary: never('it is not made for a limited time'),
};

const classOfUser = {
  mfa: 'when the report of authentication methods has the user, which needs AuditLog.Read.All and a P1 or P2 license, and leaves out disabled users',
  email: 'when the address is a valid one',
  name: 'when the directory has it',
};

const device: Verdicts = {
  ...all('webLink category deviceId', 'filled'),
  ...all(
    'serial make model osName osType osDetails osVersion lastSeenOn createdOn',
    sometimes('when Intune knows it, as nearly always'),
  ),
  ...all(
    'version hardwareVendor hardwareModel hardwareVersion hardwareSerial BYOD encrypted assetTag',
    sometimes('when Intune knows it, as nearly always'),
  ),
  ...all('owner userEmails', sometimes('when the device belongs to a person')),
  macAddresses: sometimes(
    'Wi-Fi when Intune knows it; Ethernet with advanced details',
  ),
  ...all(
    'ipv4Addresses ipv6Addresses publicIpAddresses privateIpAddresses fqdn',
    sometimes('with advanced details, when Intune knows it'),
  ),
  hostname: sometimes('when the name of the device is a valid one'),
  status: sometimes('while lost mode is on: lost/stolen'),
  ...all(
    'tags notes',
    sometimes('with advanced details, when administrators set them'),
  ),
  description: never('devices have names and notes'),
  active: never('the host agent shows whether the device is managed'),
  ...all(
    'location cost value',
    never('Intune is no inventory of places and prices'),
  ),
  ...all(
    'autoSecurityPatchEnabled autoSystemPatchEnabled malwareProtected firewallEnabled remoteAccessEnabled screenLockEnabled screenLockTimeout',
    never(
      'the list of devices does not have it; findings do, when a policy asks for it',
    ),
  ),
};

const policy: Verdicts = {
  ...all(
    'createdOn updatedOn',
    sometimes('when the list of its family has it'),
  ),
  category: 'filled',
  active: sometimes('of the Settings Catalog and of intents'),
  ...all(
    'rules content',
    never('settings of policies are not read: they take a request for each'),
  ),
  webLink: never('public tools disagree about the form of its page'),
};

const application: Verdicts = {
  ...all(
    'FOSS SaaS license licenseURL',
    never('Intune knows nothing of licenses'),
  ),
  ...all(
    'stagingURL devURL testURL alternateURLs',
    never('Intune knows addresses of users only'),
  ),
};

const ofTypes: Readonly<Record<string, Verdicts>> = {
  microsoft_365_account: {
    ...all('id accessURL vendor', 'filled'),
    createdOn: sometimes('when Microsoft Graph returns it'),
    description: never('tenants have none'),
    mfaEnabled: never(
      'it needs the permission Policy.Read.All, which is not asked for',
    ),
    webLink: never('public tools disagree about the form of its page'),
  },
  azure_user: {
    ...all('webLink isGuest userIds', 'filled'),
    ...all('active isActive createdOn', sometimes(classOfUser.name)),
    ...all(
      'firstName lastName employeeId passwordChangedOn',
      sometimes(classOfUser.name),
    ),
    ...all('username shortLoginId', sometimes(classOfUser.name)),
    ...all('email emailDomain', sometimes(classOfUser.email)),
    ...all('mfaEnabled isMfaEnabled', sometimes(classOfUser.mfa)),
    mfaType: sometimes('like isMfaEnabled, when a method is registered'),
    isAdmin: sometimes(
      'when the roles may be read, else when the report of authentication methods has the user',
    ),
    description: never('users have none'),
    isPerson: never(
      'Microsoft Graph does not distinguish persons from service accounts',
    ),
  },
  azure_user_group: {
    webLink: 'filled',
    createdOn: sometimes('when the directory has it'),
    classification: sometimes('when the tenant classifies its groups'),
    expiresOn: sometimes('when a policy of the tenant lets groups expire'),
    email: sometimes(classOfUser.email),
  },
  azure_group_member: {
    webLink: sometimes(
      'of devices, service principals, groups and users; other types have no page that we know',
    ),
    isPerson: sometimes(
      'false of devices, service principals and groups; a contact may be a person',
    ),
    ...all('username shortLoginId', sometimes('of users that are not listed')),
    ...all(
      'email emailDomain firstName lastName',
      sometimes('of users and contacts, when the directory has it'),
    ),
    ...all(
      'mfaEnabled isMfaEnabled mfaType isActive passwordChangedOn employeeId userIds isAdmin isGuest description',
      never('members of groups are read with their names only'),
    ),
  },
  intune_host_agent: {
    ...all('webLink function', 'filled'),
    ...all(
      'active createdOn lastSeenOn',
      sometimes('when Intune knows it, as nearly always'),
    ),
    id: never('it has no id except that of its device'),
    description: never('agents have none'),
  },
  intune_compliance_policy: policy,
  intune_device_configuration: policy,
  intune_noncompliance_finding: {
    ...all(
      'webLink category open assessment status severity numericSeverity priority reporter targets',
      'filled',
    ),
    ...all(
      'description summary',
      never('it would repeat the policy, the state and the device'),
    ),
    ...all('reportedOn updatedOn', sometimes('when Intune returns the time')),
    createdOn: never('Intune returns the last time only'),
    ...all(
      'production score impact exploitability vector blocksProduction validated remediationSLA',
      never('Intune rates nothing of it'),
    ),
    ...all(
      'approved approvedOn approvers exception exceptionReason',
      never('Intune knows no exceptions: a policy is assigned or not'),
    ),
    ...all(
      'content stepsToReproduce recommendation remediationActions references targetDetails',
      never(
        'which setting is not kept takes a request for each device and policy',
      ),
    ),
  },
  intune_managed_application: {
    ...application,
    webLink: 'filled',
    ...all(
      'createdOn updatedOn',
      sometimes('when Intune knows it, as nearly always'),
    ),
    ...all('owner notes', sometimes('when administrators wrote it')),
    ...all(
      'COTS external mobile',
      sometimes('when Microsoft Graph names the type of the application'),
    ),
    productionURL: sometimes('of web and store applications'),
    active: never('whether it is published and assigned are two properties'),
    tags: never('its categories cannot be read with the list'),
  },
  intune_detected_application: {
    ...application,
    id: never('Intune has an id for each version, which relationships have'),
    description: never('the inventory has none'),
    webLink: never('it has no page'),
    ...all(
      'COTS external mobile productionURL',
      never('the inventory does not have it'),
    ),
  },
  ...Object.fromEntries(deviceTypes.map((type) => [type, device])),
};

/** @returns what is said of the properties of a type; undefined for a type that nothing is said of */
export function verdictsOf(type: string): Verdicts | undefined {
  const own = ofTypes[type];
  return own && { ...common, ...own };
}

/** Names that a type itself says something of: each must be a property of its classes. */
export function ownVerdictsOf(type: string): readonly string[] {
  return Object.keys(ofTypes[type] ?? {});
}
