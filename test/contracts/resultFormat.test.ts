/** docs/results.md describes the properties of entities as a run writes them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generateTenant, startEmulator } from '#test/emulator/index';
import { runIntegration } from '#test/reliability/runIntegration';

const page = readFileSync(
  path.join(__dirname, '..', '..', 'docs', 'results.md'),
  'utf8',
);

type Properties = Readonly<Record<string, unknown>>;

let entities: readonly Properties[];

beforeAll(async () => {
  const tenant = generateTenant({ size: 'demo' });
  const emulator = await startEmulator({ tenant, exportPolls: 0 });
  try {
    entities = (await runIntegration(emulator)).graph.entities;
  } finally {
    await emulator.close();
  }
});

test('names that end in On or Time are numbers, but for those that its row names', () => {
  const [row = ''] =
    /^\| names that end in `On` or `Time`.*$/m.exec(page) ?? [];
  const [, exceptions = ''] = /only (.*) are texts/.exec(row) ?? [];
  const texts = Array.from(exceptions.matchAll(/`(\w+)`/g), ([, name]) => name);
  const found = new Set<string>();
  for (const entity of entities) {
    for (const [name, value] of Object.entries(entity)) {
      if (/(?:On|Time)$/.test(name) && typeof value === 'string') {
        found.add(name);
      }
    }
  }
  expect([...found].sort()).toEqual(texts.sort());
});

test('no entity has raw data, as it says', () => {
  expect(page).toMatch(/^\| `_rawData` +\| always `\[\]`/m);
  const withData = entities.filter(({ _rawData = [] }) => {
    return (_rawData as readonly unknown[]).length > 0;
  });
  expect(withData).toEqual([]);
});

test('an entity is flat, and its classes are a list', () => {
  expect(page).toContain('is a flat JSON object');
  expect(entities.length).toBeGreaterThan(300);
  const isFlat = (value: unknown) =>
    typeof value !== 'object' ||
    value === null ||
    (Array.isArray(value) && value.every((item) => typeof item !== 'object'));
  for (const entity of entities) {
    expect(Array.isArray(entity._class)).toBe(true);
    expect(Object.values(entity).filter((value) => !isFlat(value))).toEqual([]);
  }
});
