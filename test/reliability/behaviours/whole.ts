/** The graph that every world gives, but for what it leaves no source for. */
import { byteCount } from '../../../src/model/sizes';
import type { Tenant } from '../../emulator';
import type { CollectedGraph } from '../memoryStore';
import { detectedKey } from './losses';

/** The sizes and publishers that not every source has are the tenant's. */
export function withSizes(
  graph: CollectedGraph,
  tenant: Tenant,
): CollectedGraph {
  const sizes = sizesOf(tenant);
  const publishers = publishersOf(tenant);
  return {
    relationships: graph.relationships,
    entities: graph.entities.map((entity) =>
      entity._type === 'intune_detected_application'
        ? {
            ...entity,
            sizeInByte: sizes.get(entity._key),
            publisher: publishers.get(entity._key),
          }
        : entity,
    ),
  };
}

/** The largest that any device has. */
function sizesOf({ intune }: Tenant): Map<string, number | undefined> {
  const sizes = new Map<string, number | undefined>();
  for (const { displayName, sizeInByte } of [
    ...(intune?.data.detectedApps.values() ?? []),
  ].flat()) {
    const key = detectedKey(displayName ?? '');
    const size = Math.max(byteCount(sizeInByte) ?? 0, sizes.get(key) ?? 0);
    sizes.set(key, size > 0 ? size : undefined);
  }
  return sizes;
}

/** Those that all devices agree about. */
function publishersOf({ intune }: Tenant): Map<string, string | undefined> {
  const named = new Map<string, Set<string>>();
  for (const { displayName, publisher } of [
    ...(intune?.data.detectedApps.values() ?? []),
  ].flat()) {
    const key = detectedKey(displayName ?? '');
    const known = named.get(key) ?? new Set();
    named.set(key, publisher ? known.add(publisher) : known);
  }
  return new Map(
    Array.from(named, ([key, [first, second]]) => [
      key,
      second === undefined ? first : undefined,
    ]),
  );
}
