/** Microsoft Entra ID's login errors in words that say what to do. */
import type { LoginError } from '../graph/errors/errors';
import { label, type FieldName, type IntegrationConfig } from './fields';

type Explain = (config: IntegrationConfig) => string;

const explainCrossCloud: Explain = ({ tenant, cloud }) =>
  `${label('tenant')} ${tenant} is not in this Microsoft cloud. Set ${label('cloud')}, now ${cloud ?? 'global'}, to the cloud of the tenant, and register the application there`;

const explainFederation: Explain = ({ clientId }) =>
  `the application ${clientId} does not trust this workload's token. Add a federated credential to the app registration whose issuer, subject and audience are those of the Kubernetes service account`;

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const explanations: Readonly<Record<string, Explain>> = {
  '7000215': (config) =>
    `${label(secretField(config))} is wrong. Use the Value of the secret, not its ID; if it is lost, create a new secret under Certificates & secrets of the app registration`,
  '7000222': (config) =>
    `${label(secretField(config))} has expired. Create a new secret under Certificates & secrets of the app registration and configure its Value`,
  '700027': (config) =>
    `the certificate in ${certificateField(config)} is not one of the application ${config.clientId}, or its registration has expired. Upload the certificate, without its private key, under Certificates & secrets of the app registration`,
  '700024': () =>
    'the login was signed with a time that Microsoft does not accept. Set the clock of this machine',
  '700211': explainFederation,
  '700212': explainFederation,
  '700213': explainFederation,
  '70021': explainFederation,
  '90002': ({ tenant, cloud }) =>
    `${label('tenant')} ${tenant} does not exist in this Microsoft cloud. Use the Tenant ID on the overview page of Microsoft Entra ID, or a verified domain name of the tenant, and check ${label('cloud')}, now ${cloud ?? 'global'}`,
  '900432': explainCrossCloud,
  '900382': explainCrossCloud,
  '900439': explainCrossCloud,
  '700016': ({ clientId, tenant }) =>
    `the application ${clientId} is not known in the tenant ${tenant}. Check ${label('clientId')} and ${label('tenant')}; if both are right, an administrator of the tenant must give admin consent to the application`,
  '7000112': ({ clientId }) =>
    `the application ${clientId} is disabled. Enable it under Enterprise applications in Microsoft Entra ID`,
};

// Other ways in which Entra ID says that it does not know the tenant.
const aliases: Readonly<Record<string, string>> = {
  '900023': '90002',
  '90013': '90002',
};

/** Undefined when nobody refused anything: Microsoft was not reached, or did not answer. */
export function describeLoginFailure(
  { aadsts, message }: Pick<LoginError, 'aadsts' | 'message'>,
  config: IntegrationConfig,
): string | undefined {
  if (config.azureIdentity === 'managed') {
    return `Azure gave no token for ${label('azureIdentity')}: ${message} Check that the collector runs in Azure, that its machine has this managed identity, and that ${label('clientId')} is the identity's own if it is user-assigned, and empty if not.`;
  }
  if (aadsts === undefined) {
    return undefined;
  }
  const explain = explanations[aliases[aadsts] ?? aadsts];
  return explain
    ? `Microsoft Entra ID refused the login: ${explain(config)} (AADSTS${aadsts}).`
    : `Microsoft Entra ID refused the login. ${message}`;
}

function secretField({ clientSecretFile }: IntegrationConfig): FieldName {
  return clientSecretFile ? 'clientSecretFile' : 'clientSecret';
}

function certificateField({ clientCertificate }: IntegrationConfig): string {
  return clientCertificate
    ? label('clientCertificate')
    : label('clientCertificatePath');
}
