import {
  createPrivateKey,
  generateKeyPairSync,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryPlace } from '#test/graph/temporaryFiles';
import {
  createClientCertificate,
  secretLinesOf,
  type TestCertificate,
} from '#test/support/clientCertificate';
import { readCertificate } from './certificate';
import { problemsOf, valueOf } from './readResult';

const day = 24 * 60 * 60_000;
const now = Date.UTC(2026, 5, 15);
let own: TestCertificate;
let other: TestCertificate;

beforeAll(async () => {
  const validity = { from: new Date(now - day), to: new Date(now + day) };
  [own, other] = await Promise.all([
    createClientCertificate(validity),
    createClientCertificate(validity),
  ]);
});

const read = (clientCertificate: string, at = now) =>
  readCertificate({ clientCertificate }, 'clientCertificate', at);

const exported = (key: KeyObject, options: object = {}) =>
  key.export({ type: 'pkcs8', format: 'pem', ...options }).toString();

/** The one problem, after the name of the field. */
function problemWith(text: string, at = now): string {
  const [problem, ...others] = problemsOf(read(text, at));
  expect(others).toEqual([]);
  for (const line of secretLinesOf(text)) {
    expect(problem).not.toContain(line);
  }
  return problem.replace('clientCertificate (CLIENT_CERTIFICATE in .env) ', '');
}

describe('a usable certificate', () => {
  const fingerprintOf = (pem: string) =>
    new X509Certificate(pem).fingerprint256;

  test.each<[string, () => string]>([
    ['as it was made', () => own.pem],
    ['with the key first', () => `${own.privateKey}\n${own.certificate}`],
    ['without line breaks', () => own.pem.replace(/\r?\n/g, '')],
    ['with written line breaks', () => own.pem.replace(/\r?\n/g, '\\n')],
    [
      'with its issuer before it',
      () => `${other.certificate}\n${own.certificate}\n${own.privateKey}`,
    ],
    [
      'with an older form of key',
      () =>
        own.certificate +
        exported(createPrivateKey(own.privateKey), { type: 'pkcs1' }),
    ],
  ])('is read %s', (_, text) => {
    const pem = valueOf(read(text()));
    expect(fingerprintOf(pem)).toBe(fingerprintOf(own.certificate));
    expect(exported(createPrivateKey(pem))).toBe(
      exported(createPrivateKey(own.privateKey)),
    );
  });

  test('is read from a file', () => {
    const place = temporaryPlace();
    const path = join(place.path, 'own.pem');
    writeFileSync(path, own.pem);
    const reading = readCertificate(
      { clientCertificatePath: ` ${path} ` },
      'clientCertificatePath',
      now,
    );
    place.end();
    expect(reading).toEqual(read(own.pem));
  });
});

describe('an unusable certificate', () => {
  test.each<[string, () => string, string]>([
    ['rubbish', () => 'hush~8Q', 'has no certificate'],
    ['a key alone', () => own.privateKey, 'has no certificate'],
    ['no key', () => own.certificate, 'has no private key'],
    ['two keys', () => own.pem + other.privateKey, 'has several private keys'],
    [
      'the key of another certificate',
      () => own.certificate + other.privateKey,
      'has a private key that does not belong to its certificate',
    ],
    [
      'an encrypted key',
      () =>
        own.certificate +
        exported(createPrivateKey(own.privateKey), {
          cipher: 'aes-256-cbc',
          passphrase: 'word',
        }),
      'has an encrypted private key: it is needed without a passphrase',
    ],
    [
      'a damaged key',
      () => own.certificate + own.privateKey.replace(/\n.{64}/, '\n'),
      'has a private key that cannot be read',
    ],
    [
      'a damaged certificate',
      () => own.certificate.replace(/\n.{64}/, '\n') + own.privateKey,
      'has a certificate that cannot be read',
    ],
    [
      'a key that no login can be signed with',
      () =>
        own.certificate +
        exported(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
      'must be RSA of at least 2048 bits',
    ],
    [
      'a short key',
      () =>
        own.certificate +
        exported(
          generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey,
        ),
      'must be RSA of at least 2048 bits',
    ],
  ])('with %s is told from others', (_, text, problem) => {
    expect(problemWith(text())).toContain(problem);
  });

  test('says when it expired', () => {
    expect(problemWith(own.pem, now + 2 * day)).toBe(
      'has a certificate that expired on 2026-06-16: register a new one [M365-CONFIG-023]',
    );
  });

  test('says when it will be valid', () => {
    expect(problemWith(own.pem, now - 2 * day)).toBe(
      'has a certificate that is valid only from 2026-06-14 [M365-CONFIG-024]',
    );
  });

  test.each([
    ['/nowhere/own.pem', 'ENOENT'],
    ['/tmp', 'EISDIR'],
  ])('in a file that cannot be read, %s, says why', (path, code) => {
    expect(
      readCertificate(
        { clientCertificatePath: path },
        'clientCertificatePath',
        now,
      ),
    ).toEqual({
      problems: [
        `clientCertificatePath (CLIENT_CERTIFICATE_PATH in .env) names a file that cannot be read (${code}) [M365-CONFIG-014]`,
      ],
    });
  });
});
