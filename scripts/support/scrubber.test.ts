import fc from 'fast-check';
import { createPseudonyms } from './pseudonyms';
import { createScrubber, REMOVED } from './scrubber';

const pseudonyms = createPseudonyms('key');
const scrub = createScrubber(pseudonyms, new Map());

describe('what shows by its form what it is', () => {
  test.each([
    ['id', '0F8FAD5B-d9cb-469f-a165-70867728950e'],
    ['id', '7A6B1C2D3E4F5A6B7C8D9E0F1A2B3C4D5E6F7A8B'],
    ['id', 'S-1-12-1-539069092-1234'],
    ['address', 'adele.vance+x@contoso.com'],
    ['address', "o'connell@contoso.co.uk"],
    ['address', 'zoë@münchen.example'],
    ['address', '63:70:14:2c:bc:91'],
    ['address', '63-70-14-2C-BC-91'],
    ['address', '192.0.2.17'],
    ['address', '2001:db8::8a2e:370:7334'],
    ['serial', '351254263804570'],
    ['domain', 'contoso.onmicrosoft.com'],
  ] as const)('%s: %s', (kind, value) => {
    const pseudonym = pseudonyms(kind, value);
    expect(scrub(`of "${value}", and of ${value}.`)).toBe(
      `of "${pseudonym}", and of ${pseudonym}.`,
    );
  });

  test.each([
    ['a token', 'eyJhbGciOiJub25lIn0.eyJhdWQiOiJncmFwaCJ9.c2lnbmF0dXJl'],
    ['a secret of Entra', 'aBc8Q~dEf9Gh2Ij3kLmN4oPqR5sTuVwXyZ6a7b8c'],
    ['a key', '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----'],
    ['a key that was cut', '-----BEGIN RSA PRIVATE KEY-----\nMIIEvg'],
  ])('%s is taken out', (_, value) => {
    expect(scrub(`It is ${value}`)).toBe(`It is ${REMOVED}`);
  });

  test.each([
    [
      'https://a.blob.core.windows.net/x?sv=1&sig=aB%2Fc&se=2',
      `https://a.blob.core.windows.net/x?sv=1&sig=${REMOVED}&se=2`,
    ],
    ['Authorization: Bearer abcdefgh', `Authorization: Bearer ${REMOVED}`],
    [
      'https://user:pass@proxy.contoso.com:8080/a',
      `https://${pseudonyms('domain', 'proxy.contoso.com')}:8080/a`,
    ],
    [
      'at /home/adele/app/x.js',
      `at /home/${pseudonyms('person', 'adele')}/app/x.js`,
    ],
    [
      'C:\\Users\\adele\\app',
      `C:\\Users\\${pseudonyms('person', 'adele')}\\app`,
    ],
    ['call +4915112345678', `call +${pseudonyms('address', '4915112345678')}`],
  ])('%s', (text, expected) => {
    expect(scrub(text)).toBe(expected);
  });
});

test.each([
  'GET https://graph.microsoft.com/v1.0/deviceManagement/managedDevices?$top=1: 503',
  'windows10EnterpriseModernAppManagementConfiguration is no answer',
  'intune_compliance_policy_identified_noncompliance_finding: 21',
  'DeviceManagementManagedDevices.Read.All is missing',
  '2026-11-28T14:33:36.626Z Node 20.20.2 on Windows 10.0.22631.3447',
  'Step "group-members" completed with status: success',
  'The signature is sig=redacted',
  'It answered 403 (request 33820f00-4067-4aaa-94e0-a72d5608a9ea)',
])('%s stays as it is', (text) => {
  expect(scrub(text)).toBe(text);
});

const word = fc.stringMatching(/^[b-df-hj-np-tv-zäß漢]{4,9}$/);
const name = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((words) => words.join(' '));
const separator = fc.constantFrom('; ', '" and "', ' (', ') | ', '\n', '/');

test('any known names become their pseudonyms, the longest first, in any case and place', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(name, separator, fc.boolean()), { minLength: 1 }),
      (parts) => {
        const known = new Map(parts.map(([text]) => [text, 'person' as const]));
        const spelled = (text: string, isUpper: boolean) =>
          isUpper && text.toUpperCase().length === text.length
            ? text.toUpperCase()
            : text;
        const text = parts
          .map(([value, after, isUpper]) => spelled(value, isUpper) + after)
          .join('');
        const expected = parts
          .map(([value, after]) => pseudonyms('person', value) + after)
          .join('');
        expect(createScrubber(pseudonyms, known)(text)).toBe(expected);
      },
    ),
  );
});

test('a name within a word stays: it is not the name', () => {
  const known = new Map([['ann', 'person' as const]]);
  const scrubAnn = createScrubber(pseudonyms, known);
  expect(scrubAnn('planned, annual: Ann')).toBe(
    `planned, annual: ${pseudonyms('person', 'ann')}`,
  );
});

test('a name that ends within a word is not the name either', () => {
  const known = new Map([['ann b', 'person' as const]]);
  const scrubAnn = createScrubber(pseudonyms, known);
  expect(scrubAnn('ann bee, ann b.')).toBe(
    `ann bee, ${pseudonyms('person', 'ann b')}.`,
  );
});

test('a known secret has no pseudonym', () => {
  const known = new Map([['pass word', 'secret' as const]]);
  expect(createScrubber(pseudonyms, known)('it is pass word.')).toBe(
    `it is ${REMOVED}.`,
  );
});

test('any text comes to an end, and what has nothing in it stays', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(typeof scrub(text)).toBe('string');
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z ,.!\n]*$/), (text) => {
      expect(scrub(text)).toBe(text);
    }),
  );
});
