/**
 * A job state for steps that run at the same time on one thread. Between
 * additions it lets others through: adding to memory gives way to nobody, and a
 * step with a million relationships would hold up all others. And it goes on
 * while the SDK writes files, up to a limit.
 */
import { setImmediate } from 'node:timers/promises';
import type { JobState, Relationship } from '@jupiterone/integration-sdk-core';
import { inParts } from '../model/inParts';

/**
 * Objects that are added at once. The SDK makes one text of them to see its size,
 * and V8 has to ask the system for memory for each text above 128 KB.
 */
const PART = 100;
/** Parts of relationships that are not written yet. */
const MOST_UNDER_WAY = 8;

export interface ConsiderateJobState {
  readonly jobState: JobState;
  /** Resolves when everything is added that was begun. @throws what the SDK refused */
  readonly settled: () => Promise<void>;
}

export function considerateJobState(
  jobState: JobState,
  letThrough: () => Promise<void> = setImmediate,
): ConsiderateJobState {
  const writing = new WriteBehind();
  return {
    jobState: {
      ...jobState,
      addEntities: async (entities) => {
        const adding = Array.from(inParts(entities, PART), (part) =>
          jobState.addEntities(part),
        );
        const added = await Promise.all(adding);
        await letThrough();
        return added.flat();
      },
      addRelationships: async (relationships: Relationship[]) => {
        const adding = Array.from(inParts(relationships, PART), (part) =>
          jobState.addRelationships(part),
        );
        await writing.begin(adding);
        await letThrough();
        writing.throwIfFailed();
      },
    },
    settled: () => writing.end(),
  };
}

/** Remembers the first failure, and tells it to whoever comes next. */
class WriteBehind {
  readonly #underWay = new Set<Promise<void>>();
  readonly #failures: unknown[] = [];

  /** Waits only when too much is under way. */
  async begin(adding: readonly Promise<void>[]): Promise<void> {
    adding.forEach((each) => this.#watch(each));
    while (this.#underWay.size >= MOST_UNDER_WAY) {
      await Promise.race(this.#underWay);
    }
  }

  #watch(adding: Promise<void>): void {
    const settled: Promise<void> = adding
      .catch((failure: unknown) => void this.#failures.push(failure))
      .finally(() => this.#underWay.delete(settled));
    this.#underWay.add(settled);
  }

  throwIfFailed(): void {
    if (this.#failures.length > 0) {
      throw this.#failures[0];
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.#underWay);
    this.throwIfFailed();
  }
}
