/**
 * Checks the token that a client proves itself with: signed with the key of a
 * registered certificate, or by somebody whom the app trusts.
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials,
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation
 */
import { createHash, X509Certificate } from 'node:crypto';
import { decode, verify, type JwtHeader, type JwtPayload } from 'jsonwebtoken';
import type { Credentials, FederatedCredential } from './app';
import { assertionErrors } from './assertionErrors';
import type { LoginError } from './errors';

/** The audience of every token that Entra ID exchanges. */
const EXCHANGE_AUDIENCE = 'api://AzureADTokenExchange';

export interface AssertionContext {
  readonly clientId: string;
  readonly credentials: Credentials;
  /** The addresses of this token endpoint, by each name of the tenant. */
  readonly audiences: readonly string[];
}

interface Assertion {
  readonly text: string;
  readonly header: JwtHeader;
  readonly claims: JwtPayload;
}

export function assertionProblem(
  text: string,
  context: AssertionContext,
): LoginError | undefined {
  const decoded = decode(text, { complete: true });
  if (decoded === null || typeof decoded.payload === 'string') {
    return assertionErrors.unreadable();
  }
  const { header, payload: claims } = decoded;
  const assertion: Assertion = { text, header, claims };
  const isSignedByCertificate = 'x5t' in header || 'x5t#S256' in header;
  return (
    (isSignedByCertificate
      ? certificateProblem(assertion, context)
      : federationProblem(assertion, context)) ?? timeProblem(claims)
  );
}

function certificateProblem(
  { text, header, claims }: Assertion,
  { clientId, credentials, audiences }: AssertionContext,
): LoginError | undefined {
  const certificate = (credentials.certificates ?? [])
    .map((pem) => new X509Certificate(pem))
    .find((registered) => hasThumbprint(registered, header));
  if (certificate === undefined) {
    return assertionErrors.unknownCertificate(clientId);
  }
  if (Date.parse(certificate.validTo) < Date.now()) {
    return assertionErrors.expiredCertificate();
  }
  if (!isSigned(text, certificate.publicKey.export(publicPem).toString())) {
    return assertionErrors.wrongSignature();
  }
  if (claims.iss !== clientId || claims.sub !== clientId) {
    return assertionErrors.wrongApplication();
  }
  // Entra ID wants an id, so that an assertion cannot be replayed.
  if (typeof claims.jti !== 'string') return assertionErrors.unreadable();
  return audiences.includes(String(claims.aud))
    ? undefined
    : assertionErrors.wrongAudience();
}

const publicPem = { type: 'spki', format: 'pem' } as const;

function hasThumbprint({ raw }: X509Certificate, header: JwtHeader): boolean {
  const { x5t, 'x5t#S256': x5tS256 } = header;
  const thumbprint = (algorithm: string) =>
    createHash(algorithm).update(raw).digest('base64url');
  return x5tS256 === undefined
    ? x5t === thumbprint('sha1')
    : x5tS256 === thumbprint('sha256');
}

function federationProblem(
  { text, claims }: Assertion,
  { credentials }: AssertionContext,
): LoginError | undefined {
  const trusted = (credentials.federated ?? []).filter(
    ({ issuer }) => issuer === claims.iss,
  );
  if (trusted.length === 0) {
    return assertionErrors.unknownIssuer(String(claims.iss));
  }
  const isSubject = ({ subject }: FederatedCredential) =>
    subject === claims.sub;
  const credential = trusted.find(isSubject);
  if (credential === undefined) {
    return assertionErrors.unknownSubject(String(claims.sub));
  }
  if (claims.aud !== EXCHANGE_AUDIENCE) {
    return assertionErrors.unknownAudience(String(claims.aud));
  }
  return isSigned(text, credential.publicKey)
    ? undefined
    : assertionErrors.wrongSignature();
}

/** Times are checked apart: they have an error of their own. */
function isSigned(text: string, publicKey: string): boolean {
  try {
    verify(text, publicKey, {
      algorithms: ['PS256', 'RS256'],
      ignoreExpiration: true,
      ignoreNotBefore: true,
    });
    return true;
  } catch {
    return false;
  }
}

function timeProblem({ nbf = 0, exp }: JwtPayload): LoginError | undefined {
  const now = Date.now() / 1000;
  const skew = 5 * 60;
  return exp !== undefined && nbf - skew <= now && now <= exp + skew
    ? undefined
    : assertionErrors.wrongTime();
}
