/** Who comes too early, and what those who were refused will need. */
import { createRefusedCalls, type RefusedCall } from './refusedCalls';

const underWayMs = 250;
const refused: RefusedCall = {
  key: 'a',
  price: 2,
  at: 1_000,
  until: 3_000,
  isPromised: true,
};

test.each([
  ['the same call at once', refused, 'a', 1_000, 2_000],
  ['the same call a little later', refused, 'a', 2_999, 1],
  ['the same call in time', refused, 'a', 3_000, 0],
  ['another call that was under way', refused, 'b', 1_250, 0],
  ['another call that was not', refused, 'b', 1_251, 1_749],
  ['another call in time', refused, 'b', 3_000, 0],
  [
    'a call that was promised nothing',
    { ...refused, isPromised: false },
    'a',
    1_000,
    0,
  ],
])('%s', (_, call, key, now, expected) => {
  const calls = createRefusedCalls(underWayMs);
  calls.add(call);
  expect(calls.earliness(key, now)).toBe(expected);
});

test('the longest promise counts', () => {
  const calls = createRefusedCalls(underWayMs);
  calls.add(refused);
  calls.add({ ...refused, key: 'b', until: 5_000 });
  expect(calls.earliness('c', 2_000)).toBe(3_000);
  expect(calls.earliness('c', 4_000)).toBe(1_000);
});

test('what is owed is forgotten when its time has come, promised or not', () => {
  const calls = createRefusedCalls(underWayMs);
  calls.add(refused);
  calls.add({ ...refused, price: 5, until: 4_000, isPromised: false });
  expect([2_999, 3_000, 4_000].map((now) => calls.owed(now))).toEqual([
    7, 5, 0,
  ]);
});
