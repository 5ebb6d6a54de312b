/**
 * A job state for steps that run at the same time on one thread. Between
 * additions it lets arriving answers through: adding to memory gives way to
 * nobody, and a step with a million relationships would hold up the page chains
 * of all others. And it goes on while the SDK writes files, up to a limit.
 */
import type { JobState, Relationship } from '@jupiterone/integration-sdk-core';
import type { GraphClient } from '../graph/client';

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
  graph: Pick<GraphClient, 'giveWay'>,
): ConsiderateJobState {
  const writing = new WriteBehind();
  return {
    jobState: {
      ...jobState,
      addEntities: async (entities) => {
        const adding = parts(entities).map((part) =>
          jobState.addEntities(part),
        );
        const added = await Promise.all(adding);
        await graph.giveWay();
        return added.flat();
      },
      addRelationships: async (relationships: Relationship[]) => {
        const adding = parts(relationships).map((part) =>
          jobState.addRelationships(part),
        );
        await writing.begin(adding);
        await graph.giveWay();
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

function parts<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / PART);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * PART, (index + 1) * PART),
  );
}
