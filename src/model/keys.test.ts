import * as fc from 'fast-check';
import {
  accountKey,
  detectedApplicationKey,
  findingKey,
  hostAgentKey,
  identified,
  oneCase,
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

const GUID = '4a3b1d2c-0000-4000-8000-00000000abcd';

describe('identified', () => {
  it.each([{ id: GUID }, { id: '0123456789' }, { id: 'ABCDEFGHIJ' }])(
    '%j can be emitted, as it is',
    (payload) => {
      const [only] = identified([payload]);
      expect(only).toBe(payload);
    },
  );

  it.each([
    {},
    { id: null },
    { id: undefined },
    { id: '' },
    { id: '012345678' },
    { id: 1234567890 },
    { id: ['0123456789'] },
  ])('%j cannot', (payload) => {
    expect(identified([payload])).toEqual([]);
  });

  it('counts characters as JSON schema does', () => {
    // Five characters, each of two UTF-16 units.
    expect(identified([{ id: '😀😀😀😀😀' }])).toEqual([]);
    expect(identified([{ id: '😀'.repeat(10) }])).toHaveLength(1);
  });

  it('bears a page that holds no objects', () => {
    const page = [null, undefined, 'text', 1] as unknown as { id?: unknown }[];
    expect(identified(page)).toEqual([]);
  });

  it('writes a GUID in lower case, and leaves what was read as it is', () => {
    const page = [{ id: GUID.toUpperCase(), name: 'ANN' }];
    expect(identified(page)).toEqual([{ id: GUID, name: 'ANN' }]);
    expect(page[0].id).toBe(GUID.toUpperCase());
  });
});

describe('oneCase', () => {
  it.each([
    GUID,
    'Not a GUID, ABCDEF',
    `${GUID.toUpperCase()}_A`,
    GUID.toUpperCase().replaceAll('-', ''),
    '',
  ])('leaves %j as it is', (id) => {
    expect(oneCase(id)).toBe(id);
  });

  it('makes one key of a GUID, in whatever case it comes', () => {
    const cases = fc.array(fc.boolean(), { minLength: 36, maxLength: 36 });
    fc.assert(
      fc.property(fc.uuid(), cases, (guid, isUpper) => {
        const written = [...guid]
          .map((digit, at) => (isUpper[at] ? digit.toUpperCase() : digit))
          .join('');
        expect(oneCase(written)).toBe(guid);
        expect(identified([{ id: written }])).toEqual([{ id: guid }]);
      }),
    );
  });
});
