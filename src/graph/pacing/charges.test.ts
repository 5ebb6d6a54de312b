import { Charges } from './charges';

const WINDOW_MS = 1_000;

test('a request is charged from its sending until a window after its answer', () => {
  const charges = new Charges(WINDOW_MS);
  charges.sent(3);
  expect(charges).toMatchObject({ underWay: 3, granted: 0, used: 3 });
  charges.answered(3, 3, 500);
  expect(charges).toMatchObject({ underWay: 0, granted: 3, firstEnd: 1_500 });
  charges.forget(1_499);
  expect(charges.used).toBe(3);
  charges.forget(1_500);
  expect(charges).toMatchObject({ used: 0, firstEnd: undefined });
});

test('the first answer is forgotten first, whichever was told first', () => {
  const charges = new Charges(WINDOW_MS);
  for (const at of [300, 100, 200, 50, 400]) {
    charges.sent(at);
    charges.answered(at, at, at);
  }
  const left = [50, 100, 200, 300, 400].map((at) => {
    expect(charges.firstEnd).toBe(at + WINDOW_MS);
    charges.forget(at + WINDOW_MS);
    return charges.granted;
  });
  expect(left).toEqual([1_000, 900, 700, 400, 0]);
});

test.each([
  ['as expected', 20, 8, 12],
  ['less than what was refused', 5, 8, 0],
  ['more than expected', 50, 8, 42],
  ['nothing', 0, 0, 0],
])(
  'a request that cost %s is charged what was granted of it',
  (_, charged, refused, granted) => {
    const charges = new Charges(WINDOW_MS);
    charges.sent(20);
    charges.refused(refused);
    expect(charges.answered(20, charged, 0)).toBe(granted);
    expect(charges).toMatchObject({ underWay: 0, granted });
  },
);

test('no refusal is left for the next request', () => {
  const charges = new Charges(WINDOW_MS);
  charges.refused(5);
  charges.sent(20);
  charges.refused(50);
  charges.answered(20, 1, 0);
  charges.sent(4);
  expect(charges.answered(4, 4, 0)).toBe(4);
});

test('what got no answer is charged, and was not granted', () => {
  const charges = new Charges(WINDOW_MS);
  charges.sent(3);
  charges.sent(5);
  charges.lost(3, 100);
  charges.answered(5, 5, 200);
  expect(charges).toMatchObject({ underWay: 0, granted: 5, used: 8 });
  expect(charges.mayBeGrantedSince(0)).toBe(5);
  expect(charges.firstEnd).toBe(1_100);
  charges.forget(1_100);
  expect(charges).toMatchObject({ granted: 5, used: 5 });
  charges.forget(1_200);
  expect(charges).toMatchObject({ granted: 0, used: 0 });
});

test('nothing is left of fractions', () => {
  const charges = new Charges(WINDOW_MS);
  for (const cost of [0.1, 0.2, 0.3]) {
    charges.sent(cost);
  }
  for (const cost of [0.3, 0.1, 0.2]) {
    charges.answered(cost, cost * 1.1, 0);
  }
  expect(charges.underWay).toBe(0);
  charges.forget(WINDOW_MS);
  expect(charges.used).toBe(0);
});

test('what is under way may be granted, but for what was refused of it', () => {
  const charges = new Charges(WINDOW_MS);
  for (const cost of [1, 2, 4, 8]) {
    charges.sent(cost);
  }
  charges.answered(1, 1, 100);
  charges.answered(2, 2, 200);
  charges.refused(4);
  expect(charges.mayBeGrantedSince(100)).toBe(10);
});
