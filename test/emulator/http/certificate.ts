/** Makes the server's certificate; clients trust it as a CA, so it must be one. */
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** By the names of hosts. */
const certificates = new Map<string, Promise<Certificate>>();

/**
 * One for all servers of the same names: to make one for each took a tenth of
 * the time of tests that start a server for each case.
 */
export function sharedCertificate(
  names: readonly string[] = [],
): Promise<Certificate> {
  const key = names.join();
  const certificate = certificates.get(key) ?? createCertificate(names);
  certificates.set(key, certificate);
  return certificate;
}

/**
 * @param names hosts that the server answers for, besides this machine
 * @param commonName must differ between the certificates that one client trusts
 */
export async function createCertificate(
  names: readonly string[] = [],
  commonName = 'Microsoft 365 emulator',
): Promise<Certificate> {
  const attributes = [{ name: 'commonName', value: commonName }];
  const { private: key, cert } = await generate(attributes, {
    algorithm: 'sha256',
    // Made in a few milliseconds, where an RSA key may take a second.
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'keyUsage',
        digitalSignature: true,
        keyCertSign: true,
        critical: true,
      },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          ...['localhost', ...names].map(
            (value) => ({ type: 2, value }) as const,
          ),
        ],
      },
    ],
  });
  return { key, cert };
}
