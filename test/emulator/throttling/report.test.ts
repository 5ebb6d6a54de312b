/** The time that a quota takes at least. */
import { quotaFloorMs, type BucketReport } from './report';

const directory: BucketReport = {
  name: 'directory',
  limit: 8_000,
  windowMs: 10_000,
  charged: 0,
  refused: 0,
};
const reports: BucketReport = {
  ...directory,
  name: 'reports',
  limit: 100,
  windowMs: 20_000,
};

test.each([
  [0, 0],
  [8_000, 0],
  [8_800, 1_000],
  [40_000, 40_000],
])('%d resource units of a large tenant take %d ms', (charged, expected) => {
  const floor = quotaFloorMs({ buckets: [{ ...directory, charged }] });
  expect(floor).toEqual({
    buckets: { directory: expected },
    largest: expected,
  });
});

test('the slowest bucket decides', () => {
  const buckets = [
    { ...directory, charged: 16_000 },
    { ...reports, charged: 200 },
  ];
  expect(quotaFloorMs({ buckets })).toEqual({
    buckets: { directory: 10_000, reports: 20_000 },
    largest: 20_000,
  });
  expect(quotaFloorMs({ buckets: [] }).largest).toBe(0);
});
