/** The credential that a configuration names. */
import { ClientSecretCredential, type TokenCredential } from '@azure/identity';
import type { Cloud } from './clouds';

export interface ClientSecret {
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * @param ca a certificate (PEM) to trust instead of the system's, for an emulator
 * @see https://learn.microsoft.com/javascript/api/@azure/identity/clientsecretcredential
 */
export function createCredential(
  secret: ClientSecret,
  cloud: Cloud,
  ca?: string,
): TokenCredential {
  const { tenant, clientId, clientSecret } = secret;
  return new ClientSecretCredential(tenant, clientId, clientSecret, {
    authorityHost: cloud.authorityHost,
    disableInstanceDiscovery: cloud.isEmulated,
    ...(ca !== undefined && { tlsOptions: { ca } }),
  });
}
