/**
 * docs/jupiterone.md holds what users of the product's data model rely on. That
 * it equals the code is for `npm run document:check` to say.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const markdown = readFileSync(
  path.join(__dirname, '..', '..', 'docs', 'jupiterone.md'),
  'utf8',
).replace(/ +/g, ' ');

/** The part of the document with one entity's property table. */
function sectionOf(title: string): string {
  const [, section = ''] = markdown.split(`\n### ${title}\n`);
  const [own] = section.split('\n### ');
  return own;
}

const text = '`string`';
const textOrNull = '`string` \\| `null`';

test.each([
  ['Azure User', '`azure_user` inherits from `User`'],
  ['Microsoft 365 Account', '`microsoft_365_account` inherits from `Account`'],
  ['Azure User Group', '`azure_user_group` inherits from `UserGroup`'],
  ['Azure Group Member', '`azure_group_member` inherits from `User`'],
  ['User Endpoint', '`user_endpoint` inherits from `Device`, `Host`'],
  ['Workstation', '`workstation` inherits from `Device`, `Host`'],
  ['Laptop', '`laptop` inherits from `Device`, `Host`'],
  ['Desktop', '`desktop` inherits from `Device`, `Host`'],
  ['Server', '`server` inherits from `Host`'],
  ['Smartphone', '`smartphone` inherits from `Device`, `Host`'],
  ['Intune Host Agent', '`intune_host_agent` inherits from `HostAgent`'],
  [
    'Intune Compliance Policy',
    '`intune_compliance_policy` inherits from `Configuration`, `ControlPolicy`',
  ],
  [
    'Intune Noncompliance Finding',
    '`intune_noncompliance_finding` inherits from `Finding`',
  ],
  [
    'Intune Device Configuration',
    '`intune_device_configuration` inherits from `Configuration`, `ControlPolicy`',
  ],
  [
    'Intune Managed Application',
    '`intune_managed_application` inherits from `Application`',
  ],
  [
    'Intune Detected Application',
    '`intune_detected_application` inherits from `Application`',
  ],
])('%s is documented with its classes', (title, inheritance) => {
  expect(sectionOf(title)).toContain(inheritance);
});

test.each([
  ['Azure User', '`givenName`', textOrNull],
  ['Azure User', '`jobTitle`', textOrNull],
  ['Azure User', '`mail`', `${text} | The SMTP address for the user`],
  ['Azure User', '`mobilePhone`', textOrNull],
  ['Azure User', '`officeLocation`', textOrNull],
  ['Azure User', '`preferredLanguage`', textOrNull],
  ['Azure User', '`surname`', textOrNull],
  ['Azure User', '`userPrincipalName`', textOrNull],
  ['Azure User', '`userType`', textOrNull],
  ['Azure User', '`accountEnabled` *', '`boolean`'],
  ['Azure User', '`usageLocation`', textOrNull],
  ['Microsoft 365 Account', '`organizationName`', textOrNull],
  ['Microsoft 365 Account', '`defaultDomain`', text],
  ['Microsoft 365 Account', '`verifiedDomains`', `array of ${text}s`],
  ['Microsoft 365 Account', '`intuneAccountId`', text],
  ['Microsoft 365 Account', '`mobileDeviceManagementAuthority`', text],
  ['Microsoft 365 Account', '`intuneSubscriptionState`', text],
  ['Azure User Group', '`mail`', textOrNull],
  [
    'Azure User Group',
    '`mailEnabled` *',
    '`boolean` | Please use isMailEnabled instead | deprecated: `true`',
  ],
  ['Azure User Group', '`isMailEnabled` *', '`boolean`'],
  ['Azure User Group', '`mailNickname`', textOrNull],
  ['Azure User Group', '`renewedOn`', '`number`'],
  [
    'Azure User Group',
    '`securityEnabled` *',
    '`boolean` | Please use isSecurityEnabled instead | deprecated: `true`',
  ],
  ['Azure User Group', '`isSecurityEnabled` *', '`boolean`'],
])('%s has %s of type %s', (title, property, cells) => {
  expect(sectionOf(title)).toContain(`| ${property} | ${cells} |`);
});

test.each([
  'DeviceManagementApps.Read.All',
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementManagedDevices.Read.All',
  'Organization.Read.All',
  'APIConnectors.Read.All',
  'DeviceManagementServiceConfig.Read.All',
  'Directory.Read.All',
  'AuditLog.Read.All',
])('the permission %s is documented', (name) => {
  expect(markdown).toContain(`| \`${name}\` |`);
});

describe('a device', () => {
  const types: Readonly<Record<string, string>> = {
    [text]:
      'deviceName name id deviceType version serialNumber totalStorageSpace freeStorageSpace totalPhysicalMemory processorArchitecture hardwareVendor hardwareManufacturer hardwareModel hardwareSerial hardwareVersion meid imei iccid udid wifiMacAddress ethernetMacAddress ipAddress easDeviceId ownerType userId userDisplayName phoneNumber jailBroken aadDeviceId deviceCategoryDisplayName username',
    '`number`':
      'enrolledDateTime lastSyncDateTime lastUpdateDateTime totalStorageSpaceInBytes freeStorageSpaceInBytes totalPhysicalMemoryInBytes',
    '`boolean`': 'BYOD encrypted managed supervised physical',
    [`array of ${text}s`]: 'macAddress assetTag userEmails',
  };

  test.each(
    Object.entries(types).flatMap(([type, names]) =>
      names.split(' ').map((name) => [name, type]),
    ),
  )('has %s of type %s', (name, type) => {
    expect(sectionOf('User Endpoint')).toContain(`| \`${name}\` | ${type} |`);
  });

  test('is described once, whatever its type', () => {
    expect(markdown).toContain(
      '`server` inherits from `Device`, `Host`\n\nIts properties are those of `user_endpoint`.',
    );
  });
});

test.each([
  [
    'Intune Host Agent',
    '`managementAgent`',
    `${text} | Management channel of the device. Examples: eas, mdm, easMdm, intuneClient, easIntuneClient, jamf, googleCloudDevicePolicyController`,
  ],
  [
    'Intune Host Agent',
    '`state`',
    `${text} | Any of: managed retirePending retireFailed wipePending wipeFailed unhealthy deletePending retireIssued wipeIssued wipeCanceled retireCanceled discovered`,
  ],
  [
    'Intune Host Agent',
    '`registrationState`',
    `${text} | Any of: notRegistered registered revoked keyConflict approvalPending certificateReset notRegisteredPendingEnrollment unknown`,
  ],
  [
    'Intune Host Agent',
    '`complianceState`',
    `${text} | Any of: unknown compliant noncompliant conflict error inGracePeriod configManager`,
  ],
  [
    'Intune Host Agent',
    '`compliant`',
    '`boolean` | Please use isCompliant instead | deprecated: `true`',
  ],
  ['Intune Host Agent', '`isCompliant`', '`boolean`'],
  ['Intune Compliance Policy', '`function` *', text],
  ['Intune Compliance Policy', '`category` *', text],
  ['Intune Compliance Policy', '`version`', '`number`'],
  [
    'Intune Compliance Policy',
    '`policyType`',
    `${text} | Examples: iosCompliancePolicy`,
  ],
  ['Intune Noncompliance Finding', '`category` *', text],
  ['Intune Noncompliance Finding', '`id`', text],
  ['Intune Noncompliance Finding', '`lastProcessedOn`', '`number`'],
  ['Intune Noncompliance Finding', '`lastTestedOn`', '`number`'],
  ['Intune Noncompliance Finding', '`lastUpdatedOn`', '`number`'],
  [
    'Intune Noncompliance Finding',
    '`status`',
    `${text} | Any of: unknown notApplicable compliant remediated nonCompliant error conflict notAssigned`,
  ],
  ['Intune Device Configuration', '`function` *', text],
  ['Intune Device Configuration', '`category` *', text],
  ['Intune Device Configuration', '`version`', '`number`'],
  [
    'Intune Device Configuration',
    '`configurationType`',
    `${text} | Examples: iosCustomConfiguration, windows10GeneralConfiguration, iosWiFiConfiguration`,
  ],
  ['Intune Managed Application', '`publisher`', textOrNull],
  ['Intune Managed Application', '`isPublished` *', '`boolean`'],
  ['Intune Managed Application', '`lastUpdatedOn`', '`number`'],
  [
    'Intune Managed Application',
    '`featured`',
    '`boolean` | Please use isFeatured instead | deprecated: `true`',
  ],
  [
    'Intune Managed Application',
    '`isFeatured`',
    '`boolean` | Indicates that this app is being featured on the Company Portal',
  ],
  ['Intune Managed Application', '`privacyInformationURL`', textOrNull],
  ['Intune Managed Application', '`informationURL`', textOrNull],
  [
    'Intune Managed Application',
    '`developer`',
    `${textOrNull} | Most often the same as the owner`,
  ],
  ['Intune Managed Application', '`version`', textOrNull],
  ['Intune Managed Application', '`committedContentVersion`', textOrNull],
  ['Intune Managed Application', '`packageId`', textOrNull],
  ['Intune Detected Application', '`version`', textOrNull],
  ['Intune Detected Application', '`sizeInByte`', '`number`'],
])('%s has %s of type %s', (title, property, cells) => {
  expect(sectionOf(title)).toContain(`| ${property} | ${cells}`);
});

describe('the data model', () => {
  const devices =
    'computer desktop laptop server smartphone user_endpoint workstation'.split(
      ' ',
    );
  const relationships = [
    'azure_user_group HAS azure_group_member',
    'azure_user_group HAS azure_user',
    'azure_user_group HAS azure_user_group',
    'intune_compliance_policy IDENTIFIED intune_noncompliance_finding',
    'intune_device_configuration IDENTIFIED intune_noncompliance_finding',
    'intune_host_agent ASSIGNED intune_compliance_policy',
    'intune_host_agent ASSIGNED intune_device_configuration',
    'microsoft_365_account HAS azure_user',
    'microsoft_365_account HAS azure_user_group',
    ...devices.flatMap((device) => [
      `azure_user HAS ${device}`,
      `azure_user USES ${device}`,
      `intune_host_agent MANAGES ${device}`,
      `${device} INSTALLED intune_detected_application`,
      `${device} ASSIGNED intune_managed_application`,
      `${device} HAS intune_noncompliance_finding`,
    ]),
  ];

  test.each(relationships)('documents %s', (row) => {
    const [source, name, target] = row.split(' ');
    expect(markdown).toContain(
      `| \`${source}\` | **${name}** | \`${target}\` |`,
    );
  });

  test('has no other relationship', () => {
    const documented = markdown.match(/^\| `\w+` \| \*\*\w+\*\* \| /gm);
    expect(documented).toHaveLength(relationships.length);
  });
});
