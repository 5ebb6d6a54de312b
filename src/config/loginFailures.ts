/** Microsoft Entra ID's login errors in words that say what to do. */
import type { IntegrationConfig } from './fields';

type Explain = (config: IntegrationConfig) => string;

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const explanations: Readonly<Record<string, Explain>> = {
  '7000215': () =>
    'clientSecret (CLIENT_SECRET in .env) is wrong. Use the Value of the secret, not its ID; if it is lost, create a new secret under Certificates & secrets of the app registration',
  '7000222': () =>
    'clientSecret (CLIENT_SECRET in .env) has expired. Create a new secret under Certificates & secrets of the app registration and configure its Value',
  '90002': ({ tenant }) =>
    `tenant (TENANT in .env) ${tenant} does not exist in this Microsoft cloud. Use the Tenant ID on the overview page of Microsoft Entra ID, or a verified domain name of the tenant`,
  '700016': ({ clientId, tenant }) =>
    `the application ${clientId} is not known in the tenant ${tenant}. Check clientId (CLIENT_ID in .env) and tenant (TENANT in .env); if both are right, an administrator of the tenant must give admin consent to the application`,
  '7000112': ({ clientId }) =>
    `the application ${clientId} is disabled. Enable it under Enterprise applications in Microsoft Entra ID`,
};

// Other ways in which Entra ID says that it does not know the tenant.
const aliases: Readonly<Record<string, string>> = {
  '900023': '90002',
  '90013': '90002',
};

/**
 * @param aadsts the number of Entra ID's error, `7000215` of AADSTS7000215
 * @param message what to say of an error that is not known here
 */
export function describeLoginFailure(
  aadsts: string,
  message: string,
  config: IntegrationConfig,
): string {
  const explain = explanations[aliases[aadsts] ?? aadsts];
  return explain
    ? `Microsoft Entra ID refused the login: ${explain(config)} (AADSTS${aadsts}).`
    : `Microsoft Entra ID refused the login. ${message}`;
}
