/** A store of the SDK that only keeps what was added, as it was added: after it the test looks. */
import type {
  Entity,
  GraphObjectStore,
  Relationship,
} from '@jupiterone/integration-sdk-core';

export interface CollectedGraph {
  readonly entities: readonly Entity[];
  readonly relationships: readonly Relationship[];
}

export interface MemoryStore extends GraphObjectStore, CollectedGraph {}

export function createMemoryStore(): MemoryStore {
  const entities: Entity[] = [];
  const relationships: Relationship[] = [];
  const notOffered = () =>
    Promise.reject(new Error('Steps do not read objects back'));
  return {
    entities,
    relationships,
    addEntities: (_, added) => {
      entities.push(...added);
      return Promise.resolve();
    },
    addRelationships: (_, added) => {
      relationships.push(...added);
      return Promise.resolve();
    },
    findEntity: notOffered,
    iterateEntities: notOffered,
    iterateRelationships: notOffered,
    flush: () => Promise.resolve(),
  };
}
