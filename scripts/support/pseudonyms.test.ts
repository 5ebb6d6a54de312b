import fc from 'fast-check';
import { createPseudonyms, type PseudonymKind } from './pseudonyms';

const kind = fc.constantFrom<PseudonymKind>('person', 'device', 'id');
const value = fc.string({ unit: 'grapheme' });

test('is a kind and twelve hexadecimal digits, whatever the value is', () => {
  fc.assert(
    fc.property(fc.string(), kind, value, (key, ofKind, text) => {
      expect(createPseudonyms(key)(ofKind, text)).toMatch(
        new RegExp(`^${ofKind}-[0-9a-f]{12}$`),
      );
    }),
  );
});

test('is the same for the same value, kind and key', () => {
  fc.assert(
    fc.property(fc.string(), kind, value, (key, ofKind, text) => {
      const first = createPseudonyms(key)(ofKind, text);
      expect(createPseudonyms(key)(ofKind, text)).toBe(first);
    }),
  );
});

test('differs for another value, another kind or another key', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(), { minLength: 2, maxLength: 2 }),
      ([one, other]) => {
        const pseudonyms = createPseudonyms('key');
        const first = pseudonyms('person', `value ${one}`);
        expect(pseudonyms('person', `value ${other}`)).not.toBe(first);
        expect(pseudonyms('device', `value ${one}`).slice(-12)).not.toBe(
          first.slice(-12),
        );
        const otherKey = createPseudonyms(`key ${other}`);
        expect(otherKey('person', `value ${one}`)).not.toBe(first);
      },
    ),
  );
});

test.each([
  ['ADELE@CONTOSO.COM', 'adele@contoso.com'],
  [
    '0F8FAD5B-D9CB-469F-A165-70867728950E',
    '0f8fad5b-d9cb-469f-a165-70867728950e',
  ],
  ['Zo\u00eb', 'Zoe\u0308'],
])('%s and %s are one value', (one, other) => {
  const pseudonyms = createPseudonyms('key');
  expect(pseudonyms('person', one)).toBe(pseudonyms('person', other));
});

test('is an HMAC of kind and value, so that it stays the same from release to release', () => {
  expect(createPseudonyms('key')('person', 'Adele Vance')).toBe(
    'person-ee2ab0fff357',
  );
});
