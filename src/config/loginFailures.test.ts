import { describeLoginFailure } from './loginFailures';

const config = {
  tenant: 'contoso.com',
  clientId: 'the-client-id',
  clientSecret: 'hush',
};

const describeCode = (code: string) =>
  describeLoginFailure(code, `No access token: AADSTS${code}: Sorry.`, config);

describe('describeLoginFailure', () => {
  it.each([
    ['7000215', ['CLIENT_SECRET', 'is wrong', 'not its ID']],
    ['7000222', ['CLIENT_SECRET', 'has expired', 'Create a new secret']],
    ['90002', ['TENANT', 'contoso.com', 'does not exist']],
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

  it.each(['53003', '1'])(
    'AADSTS%s, which is not known, is repeated',
    (code) => {
      expect(describeCode(code)).toBe(
        `Microsoft Entra ID refused the login. No access token: AADSTS${code}: Sorry.`,
      );
    },
  );

  it('never repeats the secret', () => {
    for (const code of ['7000215', '7000222', '90002', '700016', '1']) {
      expect(describeCode(code)).not.toContain('hush');
    }
  });
});
