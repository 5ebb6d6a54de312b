import { BatchLine } from './concurrency';

/** A line whose reader comes so often and finds so many answers each time, of 6,000 items each. */
function lengthAfter(line: BatchLine, visits: number, waiting: number): number {
  for (let answer = 0; answer < waiting; answer += 1) {
    line.answered(6_000);
  }
  for (let visit = 0; visit < visits; visit += 1) {
    line.adapt();
  }
  for (let answer = 0; answer < waiting; answer += 1) {
    line.taken(6_000);
  }
  return line.length;
}

function lineOf(most: number): BatchLine {
  const line = new BatchLine();
  line.extend(most);
  return line;
}

test('begins with one, then with eight if so many are allowed', () => {
  expect(new BatchLine().length).toBe(1);
  expect(lineOf(32).length).toBe(8);
  expect(lineOf(4).length).toBe(4);
});

test('grows while its reader waits, as far as allowed', () => {
  const line = lineOf(32);
  expect(lengthAfter(line, 1, 0)).toBe(9);
  expect(lengthAfter(line, 100, 0)).toBe(32);
});

test('shrinks while answers wait, not below two', () => {
  const line = lineOf(32);
  expect(lengthAfter(line, 1, 2)).toBe(7);
  expect(lengthAfter(line, 100, 5)).toBe(2);
});

test('stays as it is while one answer waits', () => {
  expect(lengthAfter(lineOf(32), 100, 1)).toBe(8);
});

test('stays as it is while many small answers wait', () => {
  const line = lineOf(32);
  for (let answer = 0; answer < 32; answer += 1) {
    line.answered(300);
  }
  expect(lengthAfter(line, 9, 0)).toBe(8);
});

test('of one stays one: recordings have an order', () => {
  expect(lengthAfter(lineOf(1), 9, 0)).toBe(1);
  expect(lengthAfter(lineOf(1), 9, 1)).toBe(1);
});
