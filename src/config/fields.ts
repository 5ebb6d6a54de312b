/**
 * What an integration instance is configured with. All fields are `optional`
 * for the SDK, whose command line stops at the first missing one;
 * `validateInvocation` requires them and names all that are missing at once.
 */
import type {
  IntegrationInstanceConfig,
  IntegrationInstanceConfigField,
  IntegrationInstanceConfigFieldMap,
} from '@jupiterone/integration-sdk-core';

export interface IntegrationConfig extends IntegrationInstanceConfig {
  clientId?: string;
  clientSecret?: string;
  clientSecretFile?: string;
  clientCertificate?: string;
  clientCertificatePath?: string;
  azureIdentity?: string;
  tenant?: string;
  cloud?: string;
  includeAdvancedDeviceDetails?: boolean;
  vulnerabilitySeverities?: string;
}

export type FieldName = keyof IntegrationConfig & string;

/** `credential`: exactly one of these fields is required. */
export type FieldNeed = 'required' | 'credential' | 'optional';

export interface ConfigField extends IntegrationInstanceConfigField {
  /** A few words for users; the docs are made from it. */
  readonly description: string;
  /** The variable that holds the value in local runs. */
  readonly environmentVariable: string;
  readonly need: FieldNeed;
}

export const configFields: Readonly<Record<FieldName, ConfigField>> = {
  clientId: {
    type: 'string',
    optional: true,
    need: 'required',
    environmentVariable: 'CLIENT_ID',
    description:
      'Application (client) id of the app registration in Microsoft Entra ID, a GUID. For a user-assigned managed identity: its client ID. Leave it empty for a system-assigned one.',
  },
  clientSecret: {
    type: 'string',
    mask: true,
    optional: true,
    need: 'credential',
    environmentVariable: 'CLIENT_SECRET',
    description:
      'Value of a client secret of the app registration; not the id of the secret.',
  },
  clientSecretFile: {
    type: 'string',
    optional: true,
    need: 'credential',
    environmentVariable: 'CLIENT_SECRET_FILE',
    description:
      'Path of a file with this value and nothing else, where the collector runs; for mounted secrets, and for values with a `$`.',
  },
  clientCertificate: {
    type: 'string',
    mask: true,
    optional: true,
    need: 'credential',
    environmentVariable: 'CLIENT_CERTIFICATE',
    description:
      'A certificate of the app registration and its private key (RSA, not encrypted), as PEM. Line breaks may be written as `\\n` or be missing.',
  },
  clientCertificatePath: {
    type: 'string',
    optional: true,
    need: 'credential',
    environmentVariable: 'CLIENT_CERTIFICATE_PATH',
    description:
      'Path of a file with the same content, where the collector runs; for local runs.',
  },
  azureIdentity: {
    type: 'string',
    optional: true,
    need: 'credential',
    environmentVariable: 'AZURE_IDENTITY',
    description:
      'For collectors that run in Azure: `managed` for the managed identity of the machine, `workload` for the workload identity of a Kubernetes cluster.',
  },
  tenant: {
    type: 'string',
    optional: true,
    need: 'required',
    environmentVariable: 'TENANT',
    description:
      'The tenant to collect: its tenant id, a GUID, or one of its verified domain names. Empty with a managed identity, which knows one tenant only.',
  },
  cloud: {
    type: 'string',
    optional: true,
    need: 'optional',
    environmentVariable: 'CLOUD',
    description:
      'The Microsoft cloud of the tenant: `global` (the default, GCC included), `usGovernmentL4` (GCC High), `usGovernmentL5` (Department of Defense) or `china` (21Vianet).',
  },
  includeAdvancedDeviceDetails: {
    type: 'boolean',
    optional: true,
    need: 'optional',
    environmentVariable: 'INCLUDE_ADVANCED_DEVICE_DETAILS',
    description:
      'Also collect memory, ICCID, UDID, Ethernet and IP address of each Intune device. Adds one request per 20 devices; off by default.',
  },
  vulnerabilitySeverities: {
    type: 'string',
    optional: true,
    need: 'optional',
    environmentVariable: 'VULNERABILITY_SEVERITIES',
    description:
      'Severities of the noncompliance findings to collect, with commas between them: `informational`, `low`, `medium`, `high`, `critical` or `unknown`. All when empty. Findings of Intune are `high` or `medium`.',
  },
};

export const instanceConfigFields: IntegrationInstanceConfigFieldMap<IntegrationConfig> =
  Object.fromEntries(
    Object.entries(configFields).map(([name, { type, mask, optional }]) => [
      name,
      { type, mask, optional },
    ]),
  ) as IntegrationInstanceConfigFieldMap<IntegrationConfig>;

/** The name of a field and of its variable, as every message about it begins. */
export function label(name: FieldName): string {
  return `${name} (${configFields[name].environmentVariable} in .env)`;
}

/** A field without the blanks that a paste leaves around it; "" for a missing one. */
export function textOf(config: IntegrationConfig, name: FieldName): string {
  const value: unknown = config[name];
  return typeof value === 'string' ? value.trim() : '';
}
