/**
 * The client certificate: checked here as far as that is possible, because what
 * the login libraries say of an unusable one names no field.
 */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { label, textOf, type IntegrationConfig } from './fields';
import { pemBlocks, type PemBlock } from './pem';
import { about, type ReadResult } from './readResult';
import { readSecretFile } from './secretFile';
import {
  coded,
  type CodedText,
  type MessageCode,
} from '../graph/basics/messageCodes';

type CertificateField = 'clientCertificate' | 'clientCertificatePath';

/** Logins are signed with PS256, which needs such a key: https://learn.microsoft.com/entra/identity-platform/certificate-credentials */
const MIN_KEY_BITS = 2048;

/** What is wrong with a certificate, in words that follow the name of its field. */
class CertificateProblem extends Error {
  declare readonly message: CodedText;

  constructor(code: MessageCode, detail: string) {
    super(coded(code, detail));
  }
}

/**
 * The certificate and its private key as the login library wants them: PEM, the
 * certificate of the key first.
 *
 * @param now milliseconds since the Unix epoch
 */
export function readCertificate(
  config: IntegrationConfig,
  name: CertificateField,
  now: number,
): ReadResult<string> {
  const value = textOf(config, name);
  const text: ReadResult<string> =
    name === 'clientCertificate' ? { value } : readSecretFile(value);
  if ('problems' in text) {
    return { problems: about(label(name), text.problems) };
  }
  try {
    return { value: usableCertificate(pemBlocks(text.value), now) };
  } catch (error) {
    if (error instanceof CertificateProblem) {
      return { problems: about(label(name), [error.message]) };
    }
    throw error;
  }
}

function usableCertificate(blocks: readonly PemBlock[], now: number): string {
  const certificates = blocks.filter(({ label }) => label === 'CERTIFICATE');
  const keys = blocks.filter(({ label }) => label.endsWith('PRIVATE KEY'));
  if (certificates.length === 0) {
    throw new CertificateProblem(
      'M365-CONFIG-017',
      'has no certificate: PEM is needed, which begins with -----BEGIN CERTIFICATE-----',
    );
  }
  if (keys.length !== 1) {
    throw new CertificateProblem(
      'M365-CONFIG-018',
      `has ${keys.length === 0 ? 'no private key' : 'several private keys'}: the certificate and its private key are needed, both as PEM`,
    );
  }
  const key = readKey(keys[0]);
  const own = certificates.find(({ pem }) =>
    readX509(pem).checkPrivateKey(key),
  );
  if (!own) {
    throw new CertificateProblem(
      'M365-CONFIG-022',
      'has a private key that does not belong to its certificate',
    );
  }
  checkTimes(readX509(own.pem), now);
  return `${own.pem}${keys[0].pem}`;
}

function readKey({ pem, isEncrypted }: PemBlock): KeyObject {
  if (isEncrypted) {
    throw new CertificateProblem(
      'M365-CONFIG-020',
      'has an encrypted private key: it is needed without a passphrase',
    );
  }
  const key = attempt(() => createPrivateKey(pem), 'private key');
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < MIN_KEY_BITS) {
    throw new CertificateProblem(
      'M365-CONFIG-021',
      `has a private key that Microsoft Entra ID does not take: it must be RSA of at least ${MIN_KEY_BITS} bits`,
    );
  }
  return key;
}

function readX509(pem: string): X509Certificate {
  return attempt(() => new X509Certificate(pem), 'certificate');
}

/** The library's own message is left out: it may quote what it could not read. */
function attempt<Result>(read: () => Result, what: string): Result {
  try {
    return read();
  } catch {
    throw new CertificateProblem(
      'M365-CONFIG-019',
      `has a ${what} that cannot be read`,
    );
  }
}

function checkTimes({ validFrom, validTo }: X509Certificate, now: number) {
  const day = (time: string) => new Date(time).toISOString().slice(0, 10);
  if (now > Date.parse(validTo)) {
    throw new CertificateProblem(
      'M365-CONFIG-023',
      `has a certificate that expired on ${day(validTo)}: register a new one`,
    );
  }
  if (now < Date.parse(validFrom)) {
    throw new CertificateProblem(
      'M365-CONFIG-024',
      `has a certificate that is valid only from ${day(validFrom)}`,
    );
  }
}
