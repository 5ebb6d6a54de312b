/** Gathers what comes in small pieces: adding has its price for each array, not only for each object. */
import type {
  Entity,
  JobState,
  Relationship,
} from '@jupiterone/integration-sdk-core';
import { addNewEntities, addNewRelationships } from './newObjects';

/** Objects that are added at once. */
const CHUNK = 500;

export class Additions {
  readonly #jobState: JobState;
  #entities: Entity[] = [];
  #relationships: Relationship[] = [];
  #repeated = 0;

  constructor(jobState: JobState) {
    this.#jobState = jobState;
  }

  /** Relationships that were left out because their key was taken. */
  get repeatedRelationships(): number {
    return this.#repeated;
  }

  /** Nothing is sure to be added before `flush`. */
  async add(
    entities: readonly Entity[],
    relationships: readonly Relationship[],
  ): Promise<void> {
    this.#entities.push(...entities);
    this.#relationships.push(...relationships);
    if (this.#entities.length + this.#relationships.length >= CHUNK) {
      await this.flush();
    }
  }

  async flush(): Promise<void> {
    const [entities, relationships] = [this.#entities, this.#relationships];
    this.#entities = [];
    this.#relationships = [];
    await addNewEntities(this.#jobState, entities);
    this.#repeated += await addNewRelationships(this.#jobState, relationships);
  }
}
