import * as fc from 'fast-check';
import {
  accountKey,
  detectedApplicationKey,
  findingKey,
  flatKey,
  hostAgentKey,
  identified,
  keyPart,
  readId,
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

describe('readId', () => {
  it.each([
    GUID,
    'Not a GUID, ABCDEF',
    `${GUID.toUpperCase()}_A`,
    GUID.toUpperCase().replaceAll('-', ''),
    'Ann',
  ])('leaves %j as it is', (id) => {
    expect(readId(id)).toBe(id);
  });

  it.each([
    '',
    ' ',
    'Unknown',
    'unknownFutureValue',
    '00000000-0000-0000-0000-000000000000',
    ' 00000000-0000-0000-0000-000000000000 ',
    null,
    undefined,
    7,
    [GUID],
  ])('%j is no id, and the object has no key', (id) => {
    expect(readId(id)).toBeUndefined();
    expect(identified([{ id }])).toEqual([]);
  });

  it('knows no blanks around', () => {
    expect(readId(` ${GUID.toUpperCase()}\n`)).toBe(GUID);
  });

  it('makes one key of a GUID, in whatever case it comes', () => {
    const cases = fc.array(fc.boolean(), { minLength: 36, maxLength: 36 });
    fc.assert(
      fc.property(fc.uuid(), cases, (guid, isUpper) => {
        const written = [...guid]
          .map((digit, at) => (isUpper[at] ? digit.toUpperCase() : digit))
          .join('');
        expect(readId(written)).toBe(guid);
        expect(identified([{ id: written }])).toEqual([{ id: guid }]);
      }),
    );
  });
});

describe('keys of several parts', () => {
  const id = fc.uuid();
  /** Many of them are alike but for where the separators are. */
  const chosen = fc.string({
    unit: fc.constantFrom('a', '|', '_', '\\'),
    maxLength: 5,
  });

  it('differ where a text ends like the sign that separates texts', () => {
    const keyOf = (...texts: string[]) => flatKey(...texts.map(keyPart));
    expect(keyOf('a\\', 'x|y')).not.toBe(keyOf('a|x\\', 'y'));
  });

  it('differ where a text that somebody chose differs', () => {
    const keyOf = (device: string, name: string, version: string) =>
      flatKey(device, 'installed', keyPart(name), keyPart(version));
    const parts = fc.tuple(fc.constantFrom('d1', 'd2'), chosen, chosen);
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const areAlike = one.every((each, at) => each === other[at]);
        return (keyOf(...one) === keyOf(...other)) === areAlike;
      }),
      { numRuns: 20_000 },
    );
  });

  it('of findings differ, whatever a policy is called by', () => {
    const account = '4a3b1d2c-0000-4000-8000-0000000000aa';
    const devices = fc.constantFrom(
      '4a3b1d2c-0000-4000-8000-0000000000d1',
      '4a3b1d2c-0000-4000-8000-0000000000d2',
    );
    const parts = fc.tuple(chosen, devices);
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const areAlike = one.every((each, at) => each === other[at]);
        expect(
          findingKey(account, ...one) === findingKey(account, ...other),
        ).toBe(areAlike);
      }),
      { numRuns: 5_000 },
    );
  });

  it('stay what earlier releases made of ordinary parts', () => {
    const ordinary = fc
      .string({ unit: 'grapheme' })
      .filter((each) => !/[|\\]/.test(each));
    fc.assert(
      fc.property(id, ordinary, ordinary, (device, name, version) => {
        expect(
          flatKey(device, 'installed', keyPart(name), keyPart(version)),
        ).toBe(`${device}|installed|${name}|${version}`);
        expect(findingKey(device, name, device)).toBe(
          `${device}_${name}_${device}`,
        );
      }),
    );
  });
});
