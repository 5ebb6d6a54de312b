import { Spacing } from './spacing';

const WINDOW_MS = 60_000;

/** After a grant at 10 s, and a refusal that names the time of the next one. */
function refused(roomAt: number | undefined): Spacing {
  const spacing = new Spacing(WINDOW_MS);
  spacing.granted(10_000);
  spacing.refused(roomAt);
  return spacing;
}

test('nothing is to wait while nothing was refused', () => {
  const spacing = new Spacing(WINDOW_MS);
  expect(spacing.until(0)).toBe(0);
  spacing.granted(10_000);
  expect(spacing.until(10_000)).toBe(0);
});

test('a longer window is learned, and holds from each grant on', () => {
  const spacing = refused(73_000);
  expect(spacing.until(60_000)).toBe(13_000);
  expect(spacing.until(73_000)).toBe(0);
  spacing.granted(74_000);
  expect(spacing.until(100_000)).toBe(37_000);
});

test('the last refusal counts', () => {
  const spacing = refused(73_000);
  spacing.refused(72_000);
  expect(spacing.until(10_000)).toBe(62_000);
});

test.each([
  ['a time that only tells when a window ends', 40_000],
  ['a time that is rounded', 71_500],
  ['a time that has another cause', 100_000],
  ['no time', undefined],
])('%s teaches nothing', (_, roomAt) => {
  expect(refused(roomAt).until(10_000)).toBe(0);
});

test('before anything was granted, nothing is learned', () => {
  const spacing = new Spacing(WINDOW_MS);
  spacing.refused(70_000);
  expect(spacing.until(0)).toBe(0);
});
