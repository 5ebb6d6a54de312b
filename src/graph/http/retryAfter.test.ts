import type { HeaderLookup } from './headers';
import { retryAfterMs } from './retryAfter';

const NOW = Date.parse('2026-01-01T00:00:00Z');

function withHeader(value: string | null): HeaderLookup {
  return (name) => (name === 'retry-after' ? value : undefined);
}

function intuneBody(retryAfter: string): unknown {
  const message = `{"_version":3,"Message":"Throttled","RetryAfter":${retryAfter},"ErrorCodeParameters":[]}`;
  return { error: { code: 'TooManyRequests', message } };
}

describe('retryAfterMs', () => {
  test.each([
    ['whole seconds', '7', 7_000],
    ['decimal seconds, as batches answer', '0.249', 249],
    ['a part of a millisecond, rounded up', '0.0001', 1],
    ['zero', '0', 0],
    ['space around it', ' 10 ', 10_000],
    ['an HTTP date', 'Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['an HTTP date in the past', 'Wed, 31 Dec 2025 23:59:00 GMT', 0],
    ['nothing', null, undefined],
    ['an empty text', '', undefined],
    ['a negative number', '-5', undefined],
    ['an endless time', 'Infinity', undefined],
    ['no number and no date', 'a while', undefined],
  ])('reads a header with %s', (_, value, expected) => {
    expect(retryAfterMs(withHeader(value), undefined, NOW)).toBe(expected);
  });

  test.each([
    ['a number', '30', 30_000],
    ['a text', '"30"', 30_000],
    ['null', 'null', undefined],
  ])("reads %s in Intune's nested error", (_, value, expected) => {
    const actual = retryAfterMs(withHeader(null), intuneBody(value), NOW);
    expect(actual).toBe(expected);
  });

  test.each([
    ['ahead', 'Fri, 02 Jan 2026 00:00:00 GMT', 'Fri, 02 Jan 2026 00:00:30 GMT'],
    [
      'behind',
      'Wed, 31 Dec 2025 00:00:00 GMT',
      'Wed, 31 Dec 2025 00:00:30 GMT',
    ],
  ])(
    'counts from the date of an answer whose clock is %s',
    (_, date, until) => {
      const header: HeaderLookup = (name) =>
        new Map([
          ['date', date],
          ['retry-after', until],
        ]).get(name);
      expect(retryAfterMs(header, undefined, NOW)).toBe(30_000);
    },
  );

  test('prefers the header to the body', () => {
    expect(retryAfterMs(withHeader('2'), intuneBody('30'), NOW)).toBe(2_000);
  });

  test('falls back to the body when the header makes no sense', () => {
    expect(retryAfterMs(withHeader('?'), intuneBody('30'), NOW)).toBe(30_000);
  });
});
