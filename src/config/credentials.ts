/** Which credential a configuration names: exactly one, with all that it takes. */
import { accessSync, constants } from 'node:fs';
import { errorCode } from '../graph/errors/errors';
import type {
  ClientCertificate,
  ClientSecret,
  Credential,
  ManagedIdentity,
  WorkloadIdentity,
} from '../graph/login/credential';
import { readCertificate } from './certificate';
import { label, textOf, type IntegrationConfig } from './fields';
import { about, problemsOf, type ReadResult } from './readResult';
import {
  optionalProblems,
  requiredProblems,
  shapeProblems,
} from './fieldShapes';
import { readSecretFile } from './secretFile';
import { coded } from '../graph/basics/messageCodes';

/** The fields of which exactly one is filled in. */
export const credentialFields = [
  'clientSecret',
  'clientSecretFile',
  'clientCertificate',
  'clientCertificatePath',
  'azureIdentity',
] as const;

/** Kubernetes sets it in the pods of a service account that is annotated for it. */
const TOKEN_FILE_VARIABLE = 'AZURE_FEDERATED_TOKEN_FILE';

type CredentialField = (typeof credentialFields)[number];

/** What a configuration is read with, besides itself. */
interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** How an app registration proves that it is itself. */
type Proof =
  | Pick<ClientSecret, 'clientSecret'>
  | Pick<ClientCertificate, 'certificate'>
  | Pick<WorkloadIdentity, 'federatedTokenFile'>;

/** The credential, or all problems at once, in the order of the fields. */
export function readCredential(
  config: IntegrationConfig,
  surroundings: Surroundings = { environment: process.env, now: Date.now() },
): ReadResult<Credential> {
  const filled = credentialFields.filter((name) => textOf(config, name) !== '');
  const isManaged =
    filled.length === 1 && textOf(config, 'azureIdentity') === 'managed';
  return isManaged
    ? readManagedIdentity(config)
    : readApplication(config, readProof(config, filled, surroundings));
}

function readManagedIdentity(
  config: IntegrationConfig,
): ReadResult<ManagedIdentity> {
  const problems = optionalProblems(config, 'clientId');
  if (textOf(config, 'tenant') !== '') {
    problems.push(
      coded(
        'M365-CONFIG-007',
        `${label('tenant')} clashes with ${label('azureIdentity')}: a managed identity knows no tenant but its own, so tenant must be empty`,
      ),
    );
  }
  const clientId = textOf(config, 'clientId');
  return problems.length > 0
    ? { problems }
    : { value: { managedIdentityClientId: clientId || undefined } };
}

function readApplication(
  config: IntegrationConfig,
  proof: ReadResult<Proof>,
): ReadResult<Credential> {
  const problems = [
    ...requiredProblems(config, 'clientId'),
    ...problemsOf(proof),
    ...requiredProblems(config, 'tenant'),
  ];
  if (problems.length > 0 || !('value' in proof)) {
    return { problems };
  }
  const tenant = textOf(config, 'tenant');
  const clientId = textOf(config, 'clientId');
  return { value: { tenant, clientId, ...proof.value } };
}

function readProof(
  config: IntegrationConfig,
  filled: readonly CredentialField[],
  { environment, now }: Surroundings,
): ReadResult<Proof> {
  const [name, ...others] = filled;
  if (name === undefined) {
    return {
      problems: [
        coded(
          'M365-CONFIG-002',
          `no credential is configured: one of ${listed(credentialFields, 'or')} is needed`,
        ),
      ],
    };
  }
  if (others.length > 0) {
    return {
      problems: [
        coded(
          'M365-CONFIG-003',
          `${listed(filled, 'and')} clash: only one of them may be configured`,
        ),
      ],
    };
  }
  switch (name) {
    case 'clientSecret':
      return secretOf(name, textOf(config, name));
    case 'clientSecretFile':
      return readSecretIn(textOf(config, name));
    case 'azureIdentity':
      return readWorkloadIdentity(config, environment);
    case 'clientCertificate':
    case 'clientCertificatePath': {
      const certificate = readCertificate(config, name, now);
      return 'value' in certificate
        ? { value: { certificate: certificate.value } }
        : certificate;
    }
  }
}

/** @param name the field that the secret comes from */
function secretOf(
  name: 'clientSecret' | 'clientSecretFile',
  clientSecret: string,
): ReadResult<Proof> {
  const problems = shapeProblems(name, 'clientSecret', clientSecret);
  return problems.length > 0 ? { problems } : { value: { clientSecret } };
}

function readSecretIn(path: string): ReadResult<Proof> {
  const name = 'clientSecretFile';
  const file = readSecretFile(path);
  if ('problems' in file) {
    return { problems: about(label(name), file.problems) };
  }
  return /[\r\n]/.test(file.value)
    ? {
        problems: [
          coded(
            'M365-CONFIG-016',
            `${label(name)} names a file with several lines: the secret alone belongs there`,
          ),
        ],
      }
    : secretOf(name, file.value);
}

function readWorkloadIdentity(
  config: IntegrationConfig,
  environment: Surroundings['environment'],
): ReadResult<Proof> {
  const field = label('azureIdentity');
  if (textOf(config, 'azureIdentity') !== 'workload') {
    return {
      problems: [
        coded('M365-CONFIG-008', `${field} must be managed or workload`),
      ],
    };
  }
  const file = readTokenFile(environment);
  return 'value' in file
    ? { value: { federatedTokenFile: file.value } }
    : { problems: about(field, file.problems) };
}

/**
 * The path of the token of a Kubernetes workload; problems follow the name of the field.
 * https://learn.microsoft.com/azure/aks/workload-identity-overview
 */
function readTokenFile(
  environment: Readonly<Record<string, string | undefined>>,
): ReadResult<string> {
  const path = environment[TOKEN_FILE_VARIABLE];
  if (!path) {
    return {
      problems: [
        coded(
          'M365-CONFIG-009',
          `is workload, but the variable ${TOKEN_FILE_VARIABLE} is not set: the pod needs the label azure.workload.identity/use and a service account that is annotated with the client id`,
        ),
      ],
    };
  }
  try {
    accessSync(path, constants.R_OK);
    return { value: path };
  } catch (error) {
    return {
      problems: [
        coded(
          'M365-CONFIG-010',
          `is workload, but the file that ${TOKEN_FILE_VARIABLE} names cannot be read (${errorCode(error)})`,
        ),
      ],
    };
  }
}

function listed(names: readonly CredentialField[], last: string): string {
  const labels = names.map(label);
  return `${labels.slice(0, -1).join(', ')} ${last} ${labels[labels.length - 1]}`;
}
