import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createClientCertificate,
  type TestCertificate,
} from '#test/support/clientCertificate';
import { temporaryPlace } from '#test/graph/temporaryFiles';
import { readCredential } from './credentials';
import type { IntegrationConfig } from './fields';
import { problemsOf } from './readResult';

const clientId = '6a3c1e0f-7d64-4c2a-9a51-0d3f2b8c9e10';
const tenant = 'contoso.com';
const app = { clientId, tenant };

const read = (
  config: IntegrationConfig,
  environment: Readonly<Record<string, string>> = {},
) => readCredential(config, { environment, now: Date.now() });

let certificate: TestCertificate;

beforeAll(async () => {
  certificate = await createClientCertificate();
});

describe('exactly one credential', () => {
  test('may be a secret, pasted with blanks', () => {
    const config = {
      clientId: ` ${clientId}`,
      clientSecret: 'hush~8Q\n',
      tenant: `${tenant} `,
    };
    expect(read(config)).toEqual({
      value: { ...app, clientSecret: 'hush~8Q' },
    });
  });

  test('may be a certificate, which its path may name', () => {
    const place = temporaryPlace();
    const clientCertificatePath = join(place.path, 'own.pem');
    writeFileSync(clientCertificatePath, certificate.pem);
    const named = read({ ...app, clientCertificatePath });
    place.end();
    expect(named).toEqual({
      value: { ...app, certificate: expect.stringContaining('BEGIN') },
    });
    expect(read({ ...app, clientCertificate: certificate.pem })).toEqual(named);
  });

  test('may be the identity of a workload', () => {
    const environment = { AZURE_FEDERATED_TOKEN_FILE: __filename };
    expect(read({ ...app, azureIdentity: 'workload' }, environment)).toEqual({
      value: { ...app, federatedTokenFile: __filename },
    });
  });

  test.each([
    [{}, undefined],
    [{ clientId: '', tenant: ' ' }, undefined],
    [{ clientId }, clientId],
  ])('may be a managed identity: %j', (config, managedIdentityClientId) => {
    expect(read({ ...config, azureIdentity: 'managed' })).toEqual({
      value: { managedIdentityClientId },
    });
  });
});

describe('a credential that is not usable', () => {
  test.each<[string, IntegrationConfig, string[]]>([
    ['none', app, ['no credential is configured: one of clientSecret (']],
    [
      'two',
      { ...app, clientSecret: 'hush~8Q', clientCertificatePath: 'a.pem' },
      [
        'clientSecret (CLIENT_SECRET in .env) and clientCertificatePath (CLIENT_CERTIFICATE_PATH in .env) clash: only one of them may be configured',
      ],
    ],
    [
      'an identity beside another',
      { ...app, clientCertificate: 'pem', azureIdentity: 'managed' },
      [
        'clientCertificate (CLIENT_CERTIFICATE in .env) and azureIdentity (AZURE_IDENTITY in .env) clash',
      ],
    ],
    [
      'an unknown kind of identity',
      { ...app, azureIdentity: 'Managed' },
      ['azureIdentity (AZURE_IDENTITY in .env) must be managed or workload'],
    ],
    [
      'a workload where there is none',
      { azureIdentity: 'workload' },
      [
        'clientId (CLIENT_ID in .env) is missing',
        'azureIdentity (AZURE_IDENTITY in .env) is workload, but the variable AZURE_FEDERATED_TOKEN_FILE is not set',
        'tenant (TENANT in .env) is missing',
      ],
    ],
    [
      'a managed identity of a named tenant',
      { clientId: 'app', tenant, azureIdentity: 'managed' },
      [
        'clientId (CLIENT_ID in .env) must be a GUID',
        'tenant (TENANT in .env) clashes with azureIdentity (AZURE_IDENTITY in .env)',
      ],
    ],
    [
      'the id of a secret',
      { ...app, clientSecret: clientId },
      ['clientSecret (CLIENT_SECRET in .env) looks like the ID of a secret'],
    ],
  ])('%s is told with all else that is wrong', (_, config, expected) => {
    const problems = problemsOf(read(config));
    expect(problems).toHaveLength(expected.length);
    for (const [index, part] of expected.entries()) {
      expect(problems[index]).toContain(part);
    }
  });

  test('a workload whose token cannot be read says why', () => {
    const environment = { AZURE_FEDERATED_TOKEN_FILE: '/nowhere/token' };
    expect(
      problemsOf(read({ ...app, azureIdentity: 'workload' }, environment)),
    ).toEqual([
      'azureIdentity (AZURE_IDENTITY in .env) is workload, but the file that AZURE_FEDERATED_TOKEN_FILE names cannot be read (ENOENT) [M365-CONFIG-010]',
    ]);
  });
});
