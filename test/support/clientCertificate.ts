/** Certificates that a client logs in with, made for a test. */
import { generate } from 'selfsigned';

export interface TestCertificate {
  /** PEM; what is uploaded to the app registration. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
  /** Both, as they are configured. */
  readonly pem: string;
  /** Lines of the private key that must never be seen anywhere. */
  readonly secretLines: readonly string[];
}

interface Validity {
  readonly from?: Date;
  readonly to?: Date;
}

export async function createClientCertificate({
  from,
  to,
}: Validity = {}): Promise<TestCertificate> {
  const attributes = [{ name: 'commonName', value: 'Collector' }];
  const made = await generate(attributes, {
    algorithm: 'sha256',
    keySize: 2048,
    notBeforeDate: from,
    notAfterDate: to,
  });
  return {
    certificate: made.cert,
    privateKey: made.private,
    pem: `${made.cert}\n${made.private}`,
    secretLines: secretLinesOf(made.private),
  };
}

/** The first line says only which kind of key it is, and the last is short. */
export function secretLinesOf(privateKey: string): string[] {
  return privateKey
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('-----'))
    .slice(1, -1);
}
