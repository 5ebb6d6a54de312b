/** What a result says of people, devices and the tenant: the values that a log may quote. */
import type { PseudonymKind } from './pseudonyms';

/** Values of a run, by what they are: `secret` for what must not even have a pseudonym. */
export type Values = Map<string, PseudonymKind | 'secret'>;

/** Shorter values would be found in every other word. */
const SHORTEST = 3;

/** Words of our own texts: who calls an application "Microsoft" has told nobody anything. */
const ordinaryWords = new Set([
  'microsoft',
  'microsoft graph',
  'intune',
  'windows',
  'apple',
  'graph',
]);

/**
 * Properties of our entities that are of a closed list, of a product or of a
 * time: all others are taken for something that somebody gave a name.
 */
const plainProperties = new Set(
  (
    '_class _type _integrationName accountEnabled androidSecurityPatchLevel category ' +
    'committedContentVersion complianceState configurationType deviceEnrollmentType deviceType ' +
    'exchangeAccessState exchangeAccessStateReason freeStorageSpace function groupTypes hardwareManufacturer ' +
    'hardwareModel hardwareVendor hardwareVersion installState intuneSubscriptionState jailBroken joinType make ' +
    'managementAgent managementState mobileDeviceManagementAuthority model osDetails osName osType osVersion ' +
    'ownerType partnerReportedThreatState platform policyType preferredLanguage processorArchitecture ' +
    'registrationState securityPatchLevel severity state status totalPhysicalMemory totalStorageSpace ' +
    'usageLocation userType vendor version visibility memberType mfaType'
  ).split(' '),
);

const kindsOfProperties: readonly (readonly [RegExp, PseudonymKind])[] = [
  [/serial|imei|meid|iccid|udid|easDeviceId|assetTag/i, 'serial'],
  // A login name has the form of one.
  [/mail$|emails?$|address|phone|\bmac|userPrincipalName/i, 'address'],
  [/domain|url$/i, 'domain'],
  // Of findings.
  [/^targets$/, 'device'],
  [
    /user(Display)?name|givenName|surname|firstName|lastName|login|nickname/i,
    'person',
  ],
  [/(^_key|^id|Id|Identifier)$/, 'id'],
];

const kindsOfClasses: readonly (readonly [string, PseudonymKind])[] = [
  ['User', 'person'],
  ['UserGroup', 'group'],
  ['Group', 'group'],
  ['Device', 'device'],
  ['Host', 'device'],
  ['HostAgent', 'device'],
  ['Application', 'application'],
  ['ControlPolicy', 'policy'],
  ['Configuration', 'policy'],
  ['Finding', 'policy'],
];

/** What other members of groups are, which have names elsewhere, too: a device is in the list of devices. */
const kindsOfMembers: Readonly<Record<string, PseudonymKind>> = {
  device: 'device',
  group: 'group',
  servicePrincipal: 'application',
  user: 'person',
};

/** What the name of another member of a group is called after; undefined for any other entity. */
export function kindOfMember({
  memberType,
}: Readonly<Record<string, unknown>>): PseudonymKind | undefined {
  const [, type = ''] = /(\w+)$/.exec(String(memberType ?? '')) ?? [];
  return kindsOfMembers[type];
}

/** @param entity of a result, its raw data included */
export function addEntity(
  values: Values,
  entity: Readonly<Record<string, unknown>>,
): void {
  const classes = [entity._class].flat();
  const ofClass =
    kindOfMember(entity) ??
    kindsOfClasses.find(([name]) => classes.includes(name))?.[1] ??
    'name';
  addProperties(values, entity, ofClass);
}

function addProperties(
  values: Values,
  properties: object,
  ofClass: PseudonymKind,
): void {
  for (const [name, value] of Object.entries(properties)) {
    if (!plainProperties.has(name)) {
      addValue(values, name, value, ofClass);
    }
  }
}

function addValue(
  values: Values,
  property: string,
  value: unknown,
  ofClass: PseudonymKind,
): void {
  if (typeof value === 'string') {
    const kind =
      kindsOfProperties.find(([pattern]) => pattern.test(property))?.[1] ??
      (/^(display|device|host)?name$/i.test(property) ? ofClass : 'name');
    add(values, value, kind);
  } else if (Array.isArray(value)) {
    value.forEach((item) => addValue(values, property, item, ofClass));
  } else if (typeof value === 'object' && value !== null) {
    addProperties(values, value, ofClass);
  }
}

/** The first kind that a value is known as stays. */
function add(values: Values, value: string, kind: PseudonymKind): void {
  const text = value.trim();
  const isName = text.length >= SHORTEST && !/^[\d.,:%\s]*$/.test(text);
  if (isName || /^\d{7,}$/.test(text)) {
    if (!ordinaryWords.has(text.toLowerCase()) && !values.has(text)) {
      values.set(text, kind);
    }
  }
}

/** Environment variables whose values are secrets, and those that name the tenant. */
const secretVariables =
  /SECRET|API_KEY|PASSWORD|TOKEN|IDENTITY_HEADER|PRIVATE_KEY|CLIENT_CERTIFICATE$/;
const tenantVariables: Readonly<Record<string, PseudonymKind>> = {
  CLIENT_ID: 'id',
  TENANT: 'domain',
  JUPITERONE_ACCOUNT: 'name',
  INTEGRATION_INSTANCE_ID: 'id',
};

/** What the environment of this machine says of the tenant. */
export function addEnvironment(
  values: Values,
  environment: NodeJS.ProcessEnv,
): void {
  for (const [name, value = ''] of Object.entries(environment)) {
    if (secretVariables.test(name) && value.length >= SHORTEST) {
      values.set(value, 'secret');
    } else if (name in tenantVariables) {
      add(values, value, tenantVariables[name]);
    } else if (
      /^https?_proxy$|^all_proxy$/i.test(name) &&
      URL.canParse(value)
    ) {
      const { hostname, username, password } = new URL(value);
      add(values, hostname, 'domain');
      [username, password].forEach((secret) => {
        if (secret) {
          values.set(decodeURIComponent(secret), 'secret');
        }
      });
    }
  }
}
