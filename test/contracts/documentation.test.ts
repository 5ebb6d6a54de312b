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
