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
  tenant?: string;
  includeAdvancedDeviceDetails?: boolean;
}

export interface ConfigField extends IntegrationInstanceConfigField {
  /** One sentence for users; the docs are made from it. */
  readonly description: string;
  /** The variable that holds the value in local runs. */
  readonly environmentVariable: string;
  readonly isRequired: boolean;
}

export const configFields: Readonly<
  Record<keyof IntegrationConfig, ConfigField>
> = {
  clientId: {
    type: 'string',
    optional: true,
    isRequired: true,
    environmentVariable: 'CLIENT_ID',
    description:
      'Application (client) id of the app registration in Microsoft Entra ID, a GUID.',
  },
  clientSecret: {
    type: 'string',
    mask: true,
    optional: true,
    isRequired: true,
    environmentVariable: 'CLIENT_SECRET',
    description:
      'Value of a client secret of the app registration; not the id of the secret.',
  },
  tenant: {
    type: 'string',
    optional: true,
    isRequired: true,
    environmentVariable: 'TENANT',
    description:
      'The tenant to collect: its tenant id, a GUID, or one of its verified domain names.',
  },
  includeAdvancedDeviceDetails: {
    type: 'boolean',
    optional: true,
    isRequired: false,
    environmentVariable: 'INCLUDE_ADVANCED_DEVICE_DETAILS',
    description:
      'Also collect memory, ICCID, UDID, Ethernet and IP address of each Intune device. Takes one request more for 20 devices; off by default.',
  },
};

export const instanceConfigFields: IntegrationInstanceConfigFieldMap<IntegrationConfig> =
  Object.fromEntries(
    Object.entries(configFields).map(([name, { type, mask, optional }]) => [
      name,
      { type, mask, optional },
    ]),
  ) as IntegrationInstanceConfigFieldMap<IntegrationConfig>;

/** What a login takes. */
export type Login = Required<
  Pick<IntegrationConfig, 'tenant' | 'clientId' | 'clientSecret'>
>;

/** The login's fields without the blanks that a paste leaves around them; "" for what is missing. */
export function loginOf(config: IntegrationConfig): Login {
  const trimmed = (value: unknown) =>
    typeof value === 'string' ? value.trim() : '';
  return {
    tenant: trimmed(config.tenant),
    clientId: trimmed(config.clientId),
    clientSecret: trimmed(config.clientSecret),
  };
}
