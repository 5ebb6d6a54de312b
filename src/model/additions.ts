/**
 * Gathers what comes in small pieces, by type: adding has its price for each
 * array, and the SDK writes a file for each type among the objects that come
 * one after the other.
 *
 * Entities whose key is taken are left out. Relationships are not looked up:
 * whoever makes them sees to it that no two are alike, and the SDK fails the
 * step if they are.
 */
import type {
  Entity,
  JobState,
  Relationship,
} from '@jupiterone/integration-sdk-core';
import { addNewEntities } from './newObjects';

/** Objects of one type that are added at once: as many as the SDK puts into one file. */
const CHUNK = 500;

export class Additions {
  readonly #jobState: JobState;
  readonly #entities = new Shelves<Entity>();
  readonly #relationships = new Shelves<Relationship>();
  #repeatedEntities = 0;

  constructor(jobState: JobState) {
    this.#jobState = jobState;
  }

  /** How many were left out because their key was taken; all of them after `flush`. */
  get repeatedEntities(): number {
    return this.#repeatedEntities;
  }

  /** Nothing is sure to be added before `flush`. */
  async add(
    entities: readonly Entity[],
    relationships: readonly Relationship[],
  ): Promise<void> {
    for (const entity of entities) {
      const full = this.#entities.put(entity);
      if (full) {
        await this.#addEntities(full);
      }
    }
    for (const relationship of relationships) {
      const full = this.#relationships.put(relationship);
      if (full) {
        await this.#jobState.addRelationships(full);
      }
    }
  }

  async flush(): Promise<void> {
    for (const rest of this.#entities.clear()) {
      await this.#addEntities(rest);
    }
    for (const rest of this.#relationships.clear()) {
      await this.#jobState.addRelationships(rest);
    }
  }

  async #addEntities(entities: Entity[]): Promise<void> {
    const added = await addNewEntities(this.#jobState, entities);
    this.#repeatedEntities += entities.length - added.length;
  }
}

/** Objects that wait for others of their type. */
class Shelves<GraphObject extends { readonly _type?: string }> {
  readonly #byType = new Map<string | undefined, GraphObject[]>();

  /** @returns a whole chunk, when this object made it one */
  put(object: GraphObject): GraphObject[] | undefined {
    const shelf = this.#byType.get(object._type);
    if (!shelf) {
      this.#byType.set(object._type, [object]);
      return undefined;
    }
    shelf.push(object);
    if (shelf.length < CHUNK) {
      return undefined;
    }
    this.#byType.delete(object._type);
    return shelf;
  }

  clear(): GraphObject[][] {
    const rest = [...this.#byType.values()];
    this.#byType.clear();
    return rest;
  }
}
