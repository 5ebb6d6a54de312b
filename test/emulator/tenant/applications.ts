/** Generates the remaining directory objects that can be group members: service principals and contacts. */
import type {
  OrgContact,
  ServicePrincipal,
} from '@microsoft/microsoft-graph-types';
import { products } from './companyNames';
import type { Seed } from './seed';
import type { Identified } from './tenant';
import { accountName } from './users';

export function generateServicePrincipal(
  seed: Seed,
  index: number,
): Identified<ServicePrincipal> {
  const { random } = seed;
  const appId = random.guid();
  const displayName = `${random.pick(products)} SSO`;
  return {
    id: random.guid(),
    deletedDateTime: null,
    accountEnabled: true,
    appDisplayName: displayName,
    appId,
    appRoleAssignmentRequired: false,
    description: null,
    displayName,
    homepage: null,
    servicePrincipalNames: [appId],
    servicePrincipalType: index % 3 === 0 ? 'ManagedIdentity' : 'Application',
    signInAudience: 'AzureADMyOrg',
    tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
  };
}

export function generateContact(
  seed: Seed,
  index: number,
): Identified<OrgContact> {
  const { random, names } = seed;
  const givenName = random.pick(names.firstNames);
  const surname = random.pick(names.lastNames);
  const mailNickname = accountName(givenName, surname, index);
  const mail = `${mailNickname}@supplier.example`;
  return {
    id: random.guid(),
    deletedDateTime: null,
    companyName: random.pick(names.companies),
    department: null,
    displayName: `${givenName} ${surname}`,
    givenName,
    jobTitle: null,
    mail,
    mailNickname,
    onPremisesSyncEnabled: null,
    phones: [],
    proxyAddresses: [`SMTP:${mail}`],
    surname,
  };
}
