import fc from 'fast-check';
import { ingestionSourceIds } from '../ingestionSources';
import { divide, fits, shareOf, type TenantCounts } from './estimate';
import { MEGABYTE } from './megabytes';

const all = Object.values(ingestionSourceIds);

const medium = { users: 10_000, groups: 1_500, devices: 5_000 };
const huge = { users: 250_000, groups: 20_000, devices: 90_000 };

describe('a share', () => {
  it.each<[string, TenantCounts, number, number]>([
    ['nothing', { users: 0, groups: 0, devices: 0 }, 0, 256],
    ['a medium tenant', medium, 903_000, 512],
    ['a huge tenant', huge, 16_240_000, 3_328],
  ])('of %s', (_, counts, objects, heapMb) => {
    expect(shareOf(counts, all)).toMatchObject({ objects, heapMb });
  });

  it('names the sources from the largest on, without empty ones', () => {
    expect(shareOf(huge, all).sources).toEqual([
      'applications',
      'device_configurations',
      'compliance_policies',
      'devices',
      'groups',
    ]);
    expect(shareOf({ ...huge, devices: 0 }, all).sources).toEqual(['groups']);
  });

  it('of a source less has fewer objects and needs less', () => {
    const less = shareOf(
      huge,
      all.filter((id) => id !== 'applications'),
    );
    expect(less.objects).toBe(16_240_000 - 90_000 * 90);
    expect(less.heapMb).toBeLessThan(shareOf(huge, all).heapMb);
  });
});

test.each([
  [2_096, medium, true],
  [2_096, huge, false],
  [4_144, huge, true],
])('in %s MB, %j fits: %s', (limit, counts, expected) => {
  expect(fits(shareOf(counts, all), limit * MEGABYTE)).toBe(expected);
});

describe('the division', () => {
  it('puts together what fits', () => {
    const shares = divide(huge, all, 2_096 * MEGABYTE);
    expect(shares.map(({ sources }) => sources)).toEqual([
      ['applications', 'devices', 'groups'],
      ['device_configurations', 'compliance_policies', 'devices'],
    ]);
  });

  const count = fc.nat(500_000);
  const counts = fc.record({ users: count, groups: count, devices: count });
  const sources = fc.subarray(all);
  const limit = fc.integer({ min: 256, max: 8_192 }).map((mb) => mb * MEGABYTE);

  it('has each source once, with the devices, and fits where one source does', () => {
    fc.assert(
      fc.property(counts, sources, limit, (tenant, on, bytes) => {
        const shares = divide(tenant, on, bytes);
        const others = shares.flatMap(({ sources }) =>
          sources.filter((id) => id !== 'devices'),
        );
        const wanted = shareOf(tenant, on).sources;
        expect([...others].sort()).toEqual(
          wanted.filter((id) => id !== 'devices').sort(),
        );
        for (const share of shares) {
          const isAlone = share.sources.filter((id) => id !== 'devices');
          expect(fits(share, bytes) || isAlone.length === 1).toBe(true);
          expect(share.sources.includes('devices')).toBe(
            wanted.includes('devices'),
          );
        }
      }),
    );
  });
});

test('what is recommended fits', () => {
  const count = fc.nat(2_000_000);
  const counts = fc.record({ users: count, groups: count, devices: count });
  fc.assert(
    fc.property(counts, (tenant) => {
      const share = shareOf(tenant, all);
      expect(fits(share, share.heapMb * MEGABYTE)).toBe(true);
    }),
  );
});
