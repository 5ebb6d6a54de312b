import fc from 'fast-check';
import { readableMessage } from './errorText';

const inner = {
  _version: 3,
  Message:
    "An error has occurred - Operation ID (for customer support): 0 - Activity ID: 7 - Url: https://fef.example/managedDevices?$skiptoken=LastDeviceName='ANNS-LAPTOP'",
  RetryAfter: null,
};

test.each([
  ['plain', 'Insufficient privileges to complete the operation.', undefined],
  ['nested', JSON.stringify(inner), 'An error has occurred'],
  [
    'nested twice',
    JSON.stringify({ ErrorCode: 'Forbidden', Message: JSON.stringify(inner) }),
    'An error has occurred',
  ],
  ['without a message', '{"Code":1}', 'no message'],
  ['cut off', '{"Message":"An err', 'no message that can be read'],
  [
    'token-quoting',
    'Refused: Bearer abcdefghijklmnop.qrs, eyJhbGciOiJ9.eyJhdWQi.c2ln, ?sig=a%2Fb&se=1',
    'Refused: [redacted], [redacted], ?[redacted]&se=1',
  ],
  ['word-using', 'The Bearer token is invalid.', undefined],
])('a %s message is read', (_, message, expected = message) => {
  expect(readableMessage(message)).toBe(expected);
});

test('no text is long, or tells an address', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2_000 }), (text) => {
      const message = readableMessage(
        `${text} - Operation ID: 1 Url: https://x`,
      );
      expect(message.length).toBeLessThanOrEqual(301);
      expect(message).not.toContain('https://x');
    }),
  );
});
