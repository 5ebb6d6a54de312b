import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import type { RequestListener } from 'node:http';
import { HttpsServer } from '#test/graph/httpsServer';
import { clouds, emulatedCloud } from '../clouds/clouds';
import { createCredential, type Credential } from './credential';

const app = {
  tenant: 'contoso.com',
  clientId: '6a3c1e0f-7d64-4c2a-9a51-0d3f2b8c9e10',
};

// What they do is shown by test/endToEnd/credentials.test.ts.
describe('createCredential', () => {
  test.each<[string, Credential, new (...args: never[]) => object]>([
    ['a secret', { ...app, clientSecret: 'hush' }, ClientSecretCredential],
    [
      'a certificate',
      { ...app, certificate: 'pem' },
      ClientCertificateCredential,
    ],
    [
      'a workload',
      { ...app, federatedTokenFile: '/token' },
      WorkloadIdentityCredential,
    ],
    [
      'a machine',
      { managedIdentityClientId: undefined },
      ManagedIdentityCredential,
    ],
    [
      'an identity of a machine',
      { managedIdentityClientId: app.clientId },
      ManagedIdentityCredential,
    ],
  ])('is that of %s', (_, credential, type) => {
    expect(createCredential(credential, clouds.china)).toBeInstanceOf(type);
  });
});

describe('a login that hangs', () => {
  let server: HttpsServer;
  beforeAll(async () => {
    server = await HttpsServer.start();
  });
  afterAll(() => server.stop());

  test.each<[string, RequestListener]>([
    ['before the answer', () => undefined],
    [
      'in the middle of the answer',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{');
      },
    ],
  ])('%s hangs up', async (_, answer) => {
    let hungUp: Promise<unknown> = Promise.resolve();
    server.answer = (request, response) => {
      hungUp = new Promise((resolve) => response.on('close', resolve));
      answer(request, response);
    };
    const credential = createCredential(
      { ...app, clientSecret: 'hush' },
      emulatedCloud(server.origin),
      server.ca,
      50,
    );
    await expect(credential.getToken('scope')).rejects.toThrow();
    await hungUp;
  });
});
