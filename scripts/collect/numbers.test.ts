import { formatCount, formatDuration, formatQuantity } from './numbers';

test.each([
  [0, '0'],
  [999, '999'],
  [12_000, '12,000'],
  [3_456_789, '3,456,789'],
])('formatCount(%d) is %s', (count, expected) => {
  expect(formatCount(count)).toBe(expected);
});

test.each([
  [0, '0 requests'],
  [1, '1 request'],
  [1_000, '1,000 requests'],
])('formatQuantity(%d) is %s', (count, expected) => {
  expect(formatQuantity(count, 'request')).toBe(expected);
});

test.each([
  [0, '0.0 s'],
  [14.24, '14.2 s'],
  [59.94, '59.9 s'],
  [59.96, '1 min 0 s'],
  [125, '2 min 5 s'],
  [3_599.6, '1 h 0 min'],
  [7_380, '2 h 3 min'],
])('formatDuration(%d) is %s', (seconds, expected) => {
  expect(formatDuration(seconds)).toBe(expected);
});
