/** Refusals of client assertions: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
import type { LoginError } from './errors';

const refusal = (code: number, message: string): LoginError => ({
  status: 401,
  error: 'invalid_client',
  code,
  message,
});

export const assertionErrors = {
  unreadable: () => refusal(50027, 'JWT token is invalid or malformed.'),
  unknownCertificate: (clientId: string) =>
    refusal(
      700027,
      `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${clientId}'.]`,
    ),
  expiredCertificate: () =>
    refusal(
      700027,
      'Client assertion contains an invalid signature. [Reason - The key used is expired.]',
    ),
  wrongSignature: () =>
    refusal(
      700027,
      'Client assertion contains an invalid signature. [Reason - The key was found, but use of the key to verify the signature failed.]',
    ),
  wrongApplication: () =>
    refusal(
      700021,
      "Client assertion application identifier doesn't match 'client_id' parameter.",
    ),
  wrongAudience: () =>
    refusal(
      700023,
      'Client assertion audience claim does not match Realm issuer.',
    ),
  wrongTime: () =>
    refusal(700024, 'Client assertion is not within its valid time range.'),
  unknownIssuer: (issuer: string) =>
    refusal(
      700211,
      `No matching federated identity record found for presented assertion issuer '${issuer}'.`,
    ),
  unknownAudience: (audience: string) =>
    refusal(
      700212,
      `No matching federated identity record found for presented assertion audience '${audience}'.`,
    ),
  unknownSubject: (subject: string) =>
    refusal(
      700213,
      `No matching federated identity record found for presented assertion subject '${subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
    ),
};
