import {
  accountKey,
  detectedApplicationKey,
  findingKey,
  hostAgentKey,
  isIdentified,
} from './keys';

describe('accountKey', () => {
  it('stays what earlier releases made of the instance', () => {
    expect(accountKey('instance-1')).toBe('microsoft_365_account-instance-1');
  });
});

describe('the keys of Intune', () => {
  it('stay what earlier releases made of them', () => {
    expect(hostAgentKey('device-1')).toBe('intune-host-agent:device-1');
    expect(detectedApplicationKey('7-Zip')).toBe('IntuneDetected:7-zip');
    // Intune's own id of a status.
    expect(findingKey('account', 'policy', 'device')).toBe(
      'account_policy_device',
    );
  });

  it.each(['Google Chrome', 'GOOGLE CHROME', 'google chrome'])(
    'take %s for the same application',
    (name) => {
      expect(detectedApplicationKey(name)).toBe('IntuneDetected:google chrome');
    },
  );
});

describe('isIdentified', () => {
  it.each([
    { id: '4a3b1d2c-0000-4000-8000-000000000001' },
    { id: '0123456789' },
  ])('%j can be emitted', (payload) => {
    expect(isIdentified(payload)).toBe(true);
  });

  it.each([
    {},
    { id: null },
    { id: undefined },
    { id: '' },
    { id: '012345678' },
    { id: 1234567890 },
    { id: ['0123456789'] },
  ])('%j cannot', (payload) => {
    expect(isIdentified(payload)).toBe(false);
  });

  it('counts characters as JSON schema does', () => {
    // Five characters, each of two UTF-16 units.
    expect(isIdentified({ id: '😀😀😀😀😀' })).toBe(false);
    expect(isIdentified({ id: '😀'.repeat(10) })).toBe(true);
  });

  it('bears a page that holds no objects', () => {
    const page = [null, undefined, 'text', 1] as unknown as { id?: unknown }[];
    expect(page.filter(isIdentified)).toEqual([]);
  });
});
