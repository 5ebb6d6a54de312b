/** Microsoft Entra ID's login errors in words that say what to do. */
import type { LoginError } from '../graph/errors/errors';
import { label, type FieldName, type IntegrationConfig } from './fields';
import {
  coded,
  type CodedText,
  type MessageCode,
} from '../graph/basics/messageCodes';

/** The code of the message, and its words. */
type Explanation = readonly [
  code: MessageCode,
  explain: (config: IntegrationConfig) => string,
];

const crossCloud: Explanation = [
  'M365-AUTH-007',
  ({ tenant, cloud }) =>
    `${label('tenant')} ${tenant} is not in this Microsoft cloud. Set ${label('cloud')}, now ${cloud ?? 'global'}, to the cloud of the tenant, and register the application there`,
];

const federation: Explanation = [
  'M365-AUTH-005',
  ({ clientId }) =>
    `the application ${clientId} does not trust this workload's token. Add a federated credential to the app registration whose issuer, subject and audience are those of the Kubernetes service account`,
];

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const explanations: Readonly<Record<string, Explanation>> = {
  '7000215': [
    'M365-AUTH-001',
    (config) =>
      `${label(secretField(config))} is wrong. Use the Value of the secret, not its ID; if it is lost, create a new secret under Certificates & secrets of the app registration`,
  ],
  '7000222': [
    'M365-AUTH-002',
    (config) =>
      `${label(secretField(config))} has expired. Create a new secret under Certificates & secrets of the app registration and configure its Value`,
  ],
  '700027': [
    'M365-AUTH-003',
    (config) =>
      `the certificate in ${certificateField(config)} is not one of the application ${config.clientId}, or its registration has expired. Upload the certificate, without its private key, under Certificates & secrets of the app registration`,
  ],
  '700024': [
    'M365-AUTH-004',
    () =>
      'the login was signed with a time that Microsoft does not accept. Set the clock of this machine',
  ],
  '700211': federation,
  '700212': federation,
  '700213': federation,
  '70021': federation,
  '90002': [
    'M365-AUTH-006',
    ({ tenant, cloud }) =>
      `${label('tenant')} ${tenant} does not exist in this Microsoft cloud. Use the Tenant ID on the overview page of Microsoft Entra ID, or a verified domain name of the tenant, and check ${label('cloud')}, now ${cloud ?? 'global'}`,
  ],
  '900432': crossCloud,
  '900382': crossCloud,
  '900439': crossCloud,
  '700016': [
    'M365-AUTH-008',
    ({ clientId, tenant }) =>
      `the application ${clientId} is not known in the tenant ${tenant}. Check ${label('clientId')} and ${label('tenant')}; if both are right, an administrator of the tenant must give admin consent to the application`,
  ],
  '7000112': [
    'M365-AUTH-009',
    ({ clientId }) =>
      `the application ${clientId} is disabled. Enable it under Enterprise applications in Microsoft Entra ID`,
  ],
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
): CodedText | undefined {
  if (config.azureIdentity === 'managed') {
    return coded(
      'M365-AUTH-011',
      `Azure gave no token for ${label('azureIdentity')}: ${message} Check that the collector runs in Azure, that its machine has this managed identity, and that ${label('clientId')} is the identity's own if it is user-assigned, and empty if not.`,
    );
  }
  if (aadsts === undefined) {
    return undefined;
  }
  const explanation = explanations[aliases[aadsts] ?? aadsts];
  if (!explanation) {
    return coded(
      'M365-AUTH-010',
      `Microsoft Entra ID refused the login. ${message}`,
    );
  }
  const [code, explain] = explanation;
  return coded(
    code,
    `Microsoft Entra ID refused the login: ${explain(config)} (AADSTS${aadsts}).`,
  );
}

function secretField({ clientSecretFile }: IntegrationConfig): FieldName {
  return clientSecretFile ? 'clientSecretFile' : 'clientSecret';
}

function certificateField({ clientCertificate }: IntegrationConfig): string {
  return clientCertificate
    ? label('clientCertificate')
    : label('clientCertificatePath');
}
