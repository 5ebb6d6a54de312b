/** What the inventory finds: names that break naive collectors, and more than a list shows. */
import { generateTenant, tenantSizes } from '..';
import { ids, intuneOf, most } from './intuneOf';

const data = intuneOf(generateTenant({ size: 'test' }));

describe('detected applications', () => {
  const lists = [...data.detectedApps.values()];

  test('devices share the objects', () => {
    expect(ids(lists.flat()).size).toBe(new Set(lists.flat()).size);
  });

  test('one device has three versions of one application', () => {
    const versions = lists.map((apps) =>
      most(['', ...apps.map(({ displayName }) => displayName ?? '')]),
    );
    expect(Math.max(...versions)).toBeGreaterThanOrEqual(3);
  });

  test.each([
    'Company Portal',
    'company portal',
    '',
    null,
    '7" Monitor Tool',
    'Tools, Drivers, and "More"',
    'メモ帳 📝',
  ])('one is called %j', (name) => {
    expect(lists.flat().map((app) => app.displayName)).toContain(name);
  });

  // Where the list of one device's applications ends: https://github.com/realmjoin/SlimLib.Microsoft.Graph
  test.each([
    ['small', 12],
    ['demo', 60],
    ['test', 1520],
  ] as const)(
    'one in twelve of a %s tenant has more than 50',
    (size, count) => {
      const { detectedApps } = intuneOf(generateTenant({ size }));
      const lengths = [...detectedApps.values()].map((apps) => apps.length);
      const long = lengths.filter((length) => length > 50);
      expect(long.length).toBeGreaterThanOrEqual(Math.floor(count / 12));
      expect(long.length).toBeLessThanOrEqual(count / 12 + 2);
      const total = lengths.reduce((sum, length) => sum + length, 0);
      const before = tenantSizes[size].intune.appsPerDevice * count;
      expect(total / before).toBeGreaterThan(0.8);
      expect(total / before).toBeLessThan(1.5);
    },
  );

  test('one device has none, another needs several pages', () => {
    expect(data.detectedApps.size).toBe(data.managedDevices.length - 1);
    expect(Math.max(...lists.map((apps) => apps.length))).toBe(230);
  });
});
