import { BatchConcurrency } from './concurrency';

/** What is allowed after a reader came so often and found so many answers each time, of 6,000 items each. */
function allowedAfter(
  concurrency: BatchConcurrency,
  visits: number,
  waiting: number,
): number {
  for (let answer = 0; answer < waiting; answer += 1) {
    concurrency.answered(6_000);
  }
  for (let visit = 0; visit < visits; visit += 1) {
    concurrency.adapt();
  }
  for (let answer = 0; answer < waiting; answer += 1) {
    concurrency.taken(6_000);
  }
  return concurrency.allowed;
}

function concurrencyOf(most: number): BatchConcurrency {
  const concurrency = new BatchConcurrency();
  concurrency.allowUpTo(most);
  return concurrency;
}

test('begins with one, then with eight if so many are allowed', () => {
  expect(new BatchConcurrency().allowed).toBe(1);
  expect(concurrencyOf(32).allowed).toBe(8);
  expect(concurrencyOf(4).allowed).toBe(4);
});

test('grows while its reader waits, as far as allowed', () => {
  const concurrency = concurrencyOf(32);
  expect(allowedAfter(concurrency, 1, 0)).toBe(9);
  expect(allowedAfter(concurrency, 100, 0)).toBe(32);
});

test('shrinks while answers wait, not below two', () => {
  const concurrency = concurrencyOf(32);
  expect(allowedAfter(concurrency, 1, 2)).toBe(7);
  expect(allowedAfter(concurrency, 100, 5)).toBe(2);
});

test('stays as it is while one answer waits', () => {
  expect(allowedAfter(concurrencyOf(32), 100, 1)).toBe(8);
});

test('stays as it is while many small answers wait', () => {
  const concurrency = concurrencyOf(32);
  for (let answer = 0; answer < 32; answer += 1) {
    concurrency.answered(300);
  }
  expect(allowedAfter(concurrency, 9, 0)).toBe(8);
});

test('of one stays one: recordings have an order', () => {
  expect(allowedAfter(concurrencyOf(1), 9, 0)).toBe(1);
  expect(allowedAfter(concurrencyOf(1), 9, 1)).toBe(1);
});
