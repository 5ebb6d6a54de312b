/** Generates what the inventory found on each device; devices share the objects, as they share the applications. */
import type {
  DetectedApp,
  DetectedAppPlatformType,
  ManagedDevice,
} from '@microsoft/microsoft-graph-types-beta';
import { products, publisherAt } from '../companyNames';
import type { Random } from '../random';
import type { Seed } from '../seed';
import { detectedApp } from './detectedApp';
import { commonModels } from './deviceModels';
import type { IdentifiedIntune } from './intuneData';
import type { IntuneSize } from './intuneSize';
import { oddApps, versionsOfOneApp } from './oddApps';

type App = IdentifiedIntune<DetectedApp>;
type Catalogue = ReadonlyMap<DetectedAppPlatformType, readonly App[]>;

/** More than the two or three pages that one device may need. */
const appsOfFullDevice = 230;

export function generateDetectedApps(
  seed: Seed,
  size: IntuneSize,
  devices: readonly IdentifiedIntune<ManagedDevice>[],
): Map<string, readonly App[]> {
  const catalogue = createCatalogue(seed, size.catalogue);
  const all = [...catalogue.values()].flat();
  const apps = new Map(
    devices.map((device, index) => {
      const count = countOf(seed, size, index);
      const own = catalogue.get(platformOf(device)) ?? [];
      // A small catalogue has too few for one platform.
      return [
        device.id,
        seed.random.sample(count > own.length ? all : own, count),
      ];
    }),
  );
  makeSomeOdd(apps, devices, size, all);
  return apps;
}

/** Where a listing of one device's applications is known to end. */
const listed = 50;
const fullerDevices = 12;

/** Every twelfth has more than a listing shows, and the others have fewer for it. */
function countOf(
  { random }: Seed,
  { appsPerDevice }: IntuneSize,
  index: number,
): number {
  if (appsPerDevice > listed) {
    return random.integer(appsPerDevice - 2, appsPerDevice + 2);
  }
  if (index % fullerDevices === fullerDevices - 1) {
    return random.integer(listed + 1, listed + 20);
  }
  const mean = (fullerDevices * appsPerDevice - listed) / (fullerDevices - 1);
  const usual = Math.max(3, Math.floor(mean));
  return random.integer(usual - 2, usual + 2);
}

function makeSomeOdd(
  apps: Map<string, readonly App[]>,
  [first, second, third, fourth]: readonly IdentifiedIntune<ManagedDevice>[],
  { oddities }: IntuneSize,
  all: readonly App[],
) {
  apps.set(first.id, [...(apps.get(first.id) ?? []), ...versionsOfOneApp()]);
  apps.set(second.id, [...(apps.get(second.id) ?? []), ...oddApps()]);
  apps.delete(third.id);
  if (oddities === 'all') {
    apps.set(fourth.id, all.slice(0, appsOfFullDevice));
  }
}

function createCatalogue(seed: Seed, count: number): Catalogue {
  const platforms = new Set(commonModels.map((model) => model.appPlatform));
  return new Map(
    [...platforms].map((platform) => [
      platform,
      createApps(seed, platform, count),
    ]),
  );
}

function createApps(
  { random }: Seed,
  platform: DetectedAppPlatformType,
  count: number,
): App[] {
  return Array.from({ length: count }, (_, index) => {
    // Every third is a further version of the one before.
    const position = (index - (index % 3 === 2 ? 1 : 0)) % products.length;
    const more = Math.floor(index / products.length) || '';
    return detectedApp({
      displayName: `${products[position]} ${more}`.trim(),
      version: `${random.integer(1, 20)}.${random.integer(0, 99)}.${index}`,
      publisher: publisherOf(random, position),
      sizeInByte: random.chance(0.5) ? random.integer(1, 2 ** 31) : 0,
      platform,
    });
  });
}

/** Often unknown. The name was drawn once: without the draw all that follows would change. */
function publisherOf(random: Random, position: number): string {
  if (!random.chance(0.6)) return '';
  random.next();
  return publisherAt(position);
}

/** By the operating system, since odd devices differ from their model in everything else. */
function platformOf({
  operatingSystem,
}: IdentifiedIntune<ManagedDevice>): DetectedAppPlatformType {
  const model = commonModels.find(
    (each) => each.operatingSystem === operatingSystem,
  );
  return model?.appPlatform ?? 'windows';
}
