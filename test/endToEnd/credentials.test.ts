/** Every way to log in, against an emulated Microsoft Entra ID that checks it; and what users see when it refuses. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sign } from 'jsonwebtoken';
import {
  generateTenant,
  startEmulator,
  withoutIntune,
  type Emulator,
  type EmulatorOptions,
} from '../emulator';
import {
  createClientCertificate,
  type TestCertificate,
} from '../support/clientCertificate';
import { firstOf } from '../support/extent';
import { expectedGraph } from './expectedGraph';
import { graphOf } from './graphOf';
import { collectFrom, type Collected } from './workspace';

jest.setTimeout(120_000);

const tenant = withoutIntune(generateTenant({ size: 'small' }));
let folder: string;
let registered: TestCertificate;
let emulator: Emulator;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-keys-'));
  registered = await createClientCertificate();
});

afterAll(() => rm(folder, { recursive: true }));
afterEach(() => emulator.close());

type Credentials = NonNullable<EmulatorOptions['credentials']>;

async function collectWith(
  credentials: Credentials,
  environment: Readonly<Record<string, string>>,
): Promise<Collected> {
  emulator = await startEmulator({ tenant, credentials });
  return collectFrom(emulator, {
    CLIENT_SECRET: '',
    LOG_LEVEL: 'debug',
    ...environment,
  });
}

async function writeKeyFile(name: string, content: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content, { mode: 0o600 });
  return file;
}

function expectWholeGraph(collected: Collected): void {
  expect(collected.output).toContain('Collected');
  expect(collected.exitCode).toBe(0);
  expect(graphOf(collected)).toEqual(expectedGraph(tenant));
}

function expectNoKey(
  { output, files }: Collected,
  { secretLines }: TestCertificate,
): void {
  for (const text of [output, ...files.values()]) {
    expect(secretLines.filter((line) => text.includes(line))).toEqual([]);
  }
}

test('a client secret', async () => {
  emulator = await startEmulator({ tenant });
  expectWholeGraph(await collectFrom(emulator));
});

describe('a client certificate', () => {
  const credentials = () => ({ certificates: [registered.certificate] });
  test.each(
    firstOf(1, [
      ['on one line', (pem: string) => pem.replace(/\r?\n/g, '\\n')],
      ['as it is', (pem: string) => pem],
    ]),
  )('in the configuration, %s', async (_, written) => {
    const collected = await collectWith(credentials(), {
      CLIENT_CERTIFICATE: written(registered.pem),
    });

    expectWholeGraph(collected);
    expectNoKey(collected, registered);
  });

  test('in a file', async () => {
    const file = await writeKeyFile('registered.pem', registered.pem);

    const collected = await collectWith(credentials(), {
      CLIENT_CERTIFICATE_PATH: file,
    });

    expectWholeGraph(collected);
    expectNoKey(collected, registered);
  });

  test('that is not registered is refused, and the message says where to register it', async () => {
    const stranger = await createClientCertificate();

    const collected = await collectWith(credentials(), {
      CLIENT_CERTIFICATE: stranger.pem,
    });

    expectRefusal(collected, [
      'clientCertificate (CLIENT_CERTIFICATE in .env)',
      'Certificates & secrets',
      'AADSTS700027',
    ]);
    expectNoKey(collected, stranger);
  });

  test('that cannot work is refused before anything is sent', async () => {
    const expired = await createClientCertificate({
      from: new Date('2020-01-01'),
      to: new Date('2021-01-01'),
    });
    const collected = await collectWith(credentials(), {
      CLIENT_CERTIFICATE: expired.pem,
      TENANT: 'nowhere',
    });

    expectRefusal(collected, [
      'clientCertificate (CLIENT_CERTIFICATE in .env) has a certificate that expired on 2021-01-01',
      'tenant (TENANT in .env)',
    ]);
    expect(emulator.requests).toEqual([]);
    expectNoKey(collected, expired);
  });
});

describe('a workload identity', () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const issuer = 'https://cluster.example/oidc';
  const subject = 'system:serviceaccount:collectors:microsoft-365';
  const credentials: Credentials = {
    federated: [
      {
        issuer,
        subject,
        publicKey: keys.publicKey
          .export({ type: 'spki', format: 'pem' })
          .toString(),
      },
    ],
  };

  async function collectAs(name: string): Promise<Collected> {
    const token = sign({}, keys.privateKey, {
      algorithm: 'RS256',
      issuer,
      subject: name,
      audience: 'api://AzureADTokenExchange',
      expiresIn: '1h',
    });
    return collectWith(credentials, {
      AZURE_IDENTITY: 'workload',
      AZURE_FEDERATED_TOKEN_FILE: await writeKeyFile('token', token),
    });
  }

  test('logs in with the token of its cluster', async () => {
    expectWholeGraph(await collectAs(subject));
  });

  test('that the application does not trust is refused', async () => {
    const stranger = 'system:serviceaccount:default:default';
    expectRefusal(await collectAs(stranger), [
      'federated credential',
      'AADSTS700213',
    ]);
  });
});

describe('a managed identity', () => {
  const header = 'emulated-identity-header';
  const clientId = '7d2b1f64-5f0e-4b1d-9a43-20f6c1d7e8a5';
  async function collectAt(
    credentials: Credentials,
    overrides: Readonly<Record<string, string>>,
  ): Promise<Collected> {
    emulator = await startEmulator({ tenant, credentials });
    return collectFrom(emulator, {
      CLIENT_SECRET: '',
      TENANT: '',
      CLIENT_ID: '',
      AZURE_IDENTITY: 'managed',
      IDENTITY_HEADER: header,
      IDENTITY_ENDPOINT: `${emulator.origin}/msi/token`,
      ...overrides,
    });
  }

  test.each(
    firstOf(1, [
      ['a user-assigned one', { clientId }, { CLIENT_ID: clientId }],
      ['the machine’s own', {}, {}],
    ]),
  )('%s', async (_, identity, overrides) => {
    const managedIdentity = { header, ...identity };

    expectWholeGraph(await collectAt({ managedIdentity }, overrides));

    const logins = emulator.requests.filter(({ kind }) => kind === 'login');
    expect(logins.map(({ path: url }) => url.split('?')[0])).toEqual([
      '/msi/token',
    ]);
  });

  test('that the machine does not have is told', async () => {
    const collected = await collectAt(
      { managedIdentity: { header } },
      { CLIENT_ID: clientId },
    );

    expectRefusal(collected, ['azureIdentity (AZURE_IDENTITY in .env)']);
  });
});

test('several credentials, and fields that clash, are all named', async () => {
  const collected = await collectWith(
    {},
    {
      CLIENT_SECRET: 'a~secret',
      CLIENT_CERTIFICATE: registered.pem,
      AZURE_IDENTITY: 'managed',
      CLOUD: 'moon',
    },
  );

  expectRefusal(collected, [
    'clientSecret (CLIENT_SECRET in .env), clientCertificate (CLIENT_CERTIFICATE in .env) and azureIdentity (AZURE_IDENTITY in .env) clash',
    'cloud (CLOUD in .env) must be one of global, usGovernmentL4, usGovernmentL5, china',
  ]);
  expect(emulator.requests).toEqual([]);
  expectNoKey(collected, registered);
});

/** One sentence, and nothing collected. */
function expectRefusal(
  { exitCode, output, entities }: Collected,
  parts: readonly string[],
): void {
  for (const part of parts) {
    expect(output).toContain(part);
  }
  expect(exitCode).toBe(1);
  expect(entities).toEqual([]);
  expect(output.match(/The run failed:/g)).toHaveLength(1);
}
