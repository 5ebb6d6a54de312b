import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import { clouds } from './clouds';
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
