/** What counts objects as they pass by, and keeps next to nothing of them. */
import type { StoredEntity, StoredRelationship } from '../collection';

/** Every relationship comes before the first entity. */
export interface Tally<Result> {
  addRelationship?(relationship: StoredRelationship): void;
  addEntity?(entity: StoredEntity): void;
  result(): Result;
}

/** The first `limit` items in the order of `compare`, without keeping the others. */
export interface TopList<Item> {
  add(item: Item): void;
  items(): Item[];
}

export function createTopList<Item>(
  limit: number,
  compare: (a: Item, b: Item) => number,
): TopList<Item> {
  const top: Item[] = [];
  return {
    add: (item) => {
      const last = top.at(-1);
      const isFull = top.length === limit;
      if (isFull && last !== undefined && compare(item, last) >= 0) {
        return;
      }
      top.push(item);
      top.sort(compare);
      top.length = Math.min(top.length, limit);
    },
    items: () => [...top],
  };
}

export function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

export function toDisplayName({ displayName, _key }: StoredEntity): string {
  return typeof displayName === 'string' ? displayName : _key;
}
