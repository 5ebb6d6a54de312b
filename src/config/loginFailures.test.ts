import type { IntegrationConfig } from './fields';
import { describeLoginFailure } from './loginFailures';

const config = {
  tenant: 'contoso.com',
  clientId: 'the-client-id',
  clientSecret: 'hush',
};

const describeCode = (code: string, changes: IntegrationConfig = {}) =>
  describeLoginFailure(
    {
      aadsts: code,
      message: `No access token: AADSTS${code}: Sorry.`,
    },
    { ...config, ...changes },
  );

describe('describeLoginFailure', () => {
  it.each([
    ['7000215', ['CLIENT_SECRET', 'is wrong', 'not its ID']],
    ['7000222', ['CLIENT_SECRET', 'has expired', 'Create a new secret']],
    ['700024', ['clock']],
    ['700211', ['the-client-id', 'federated credential']],
    ['700212', ['the-client-id', 'federated credential']],
    ['700213', ['the-client-id', 'federated credential']],
    ['90002', ['TENANT', 'contoso.com', 'does not exist', 'CLOUD', 'global']],
    ['900432', ['TENANT', 'contoso.com', 'CLOUD', 'global', 'register']],
    ['900382', ['CLOUD']],
    ['900439', ['CLOUD']],
    ['900023', ['TENANT', 'contoso.com', 'does not exist']],
    ['90013', ['TENANT', 'contoso.com', 'does not exist']],
    ['700016', ['the-client-id', 'contoso.com', 'admin consent']],
    ['7000112', ['the-client-id', 'is disabled', 'Enable it']],
  ])('AADSTS%s says what to do', (code, parts) => {
    const message = describeCode(code);
    for (const part of [...parts, `(AADSTS${code}).`]) {
      expect(message).toContain(part);
    }
    expect(message).toMatch(/^Microsoft Entra ID refused the login: /);
    expect(message).not.toContain('Sorry');
  });

  it.each([
    [{ clientCertificate: 'pem' }, 'clientCertificate (CLIENT_CERTIFICATE'],
    [
      { clientCertificatePath: 'a.pem' },
      'clientCertificatePath (CLIENT_CERTIFICATE_PATH',
    ],
  ])('AADSTS700027 names the field of %j', (changes, field) => {
    const message = describeCode('700027', changes);
    expect(message).toContain(`the certificate in ${field} in .env)`);
    expect(message).toContain('Certificates & secrets');
    expect(message).toContain('(AADSTS700027).');
  });

  it('names the cloud that was configured', () => {
    expect(describeCode('90002', { cloud: 'china' })).toContain('now china');
  });

  it('leaves alone what was no refusal', () => {
    const unreached = { aadsts: undefined, message: 'No access token.' };
    expect(describeLoginFailure(unreached, config)).toBeUndefined();
  });

  it.each([undefined, '700016'])(
    'says of a managed identity (%s) what Azure said, and where to look',
    (aadsts) => {
      const failure = { aadsts, message: 'No access token: no identity.' };
      const message = describeLoginFailure(failure, {
        azureIdentity: 'managed',
      });
      expect(message).toContain('azureIdentity (AZURE_IDENTITY in .env)');
      expect(message).toContain('No access token: no identity.');
      expect(message).toContain('clientId (CLIENT_ID in .env)');
      expect(message).not.toContain('undefined');
    },
  );

  it.each(['53003', '1'])(
    'AADSTS%s, which is not known, is repeated',
    (code) => {
      expect(describeCode(code)).toBe(
        `Microsoft Entra ID refused the login. No access token: AADSTS${code}: Sorry. [M365-AUTH-010]`,
      );
    },
  );

  it('never repeats the secret', () => {
    for (const code of ['7000215', '7000222', '90002', '700016', '1']) {
      expect(describeCode(code)).not.toContain('hush');
    }
  });
});
