import fc from 'fast-check';
import { refusalKind, refusalMeanings, refusalRules } from './refusals';

const text = fc.string();

test('every answer has one kind, and every kind a meaning', () => {
  fc.assert(
    fc.property(
      fc.record({
        status: fc.integer({ min: 400, max: 599 }),
        code: text,
        message: text,
      }),
      (refusal) => {
        expect(refusalMeanings[refusalKind(refusal)]).toHaveLength(2);
      },
    ),
  );
});

test('a server error is never taken for a missing permission, nor a permission for a server error', () => {
  fc.assert(
    fc.property(fc.integer({ min: 500, max: 599 }), text, (status, message) => {
      expect(refusalKind({ status, code: '', message })).not.toBe('forbidden');
    }),
  );
});

test.each(['get', 'GET', 'gEt'])('words are known in any case (%s)', (word) => {
  const inCase = (message: string) =>
    word === 'GET'
      ? message.toUpperCase()
      : word === 'gEt'
        ? message.toLowerCase()
        : message;
  const kinds = [
    [500, 'Failed to call the Query Broker'],
    [400, 'Invalid Skip Token'],
    [401, 'CompactToken parsing failed'],
    [400, 'Request not applicable to target tenant.'],
    [400, "Resource not found for the segment 'x'."],
  ] as const;
  expect(
    kinds.map(([status, message]) =>
      refusalKind({ status, code: '', message: inCase(message) }),
    ),
  ).toEqual([
    'throttled',
    'lostPageToken',
    'brokenToken',
    'notApplicable',
    'unknownRequest',
  ]);
});

test('every rule asks for something', () => {
  for (const { status, code, message } of refusalRules) {
    expect(status ?? code ?? message).toBeDefined();
  }
});
