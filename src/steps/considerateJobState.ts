/**
 * A job state for steps that run at the same time on one thread. Between
 * additions it lets arriving answers through: adding to memory gives way to
 * nobody, and a step with a million relationships would hold up the page chains
 * of all others. And it goes on while the SDK writes files, up to a limit.
 */
import type { JobState, Relationship } from '@jupiterone/integration-sdk-core';
import type { GraphClient } from '../graph/client';

/** Additions of relationships that are not written yet; each has about 500. */
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
        const added = await jobState.addEntities(entities);
        await graph.giveWay();
        return added;
      },
      addRelationships: async (relationships: Relationship[]) => {
        await writing.begin(jobState.addRelationships(relationships));
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
  async begin(adding: Promise<void>): Promise<void> {
    const settled: Promise<void> = adding
      .catch((failure: unknown) => void this.#failures.push(failure))
      .finally(() => this.#underWay.delete(settled));
    this.#underWay.add(settled);
    if (this.#underWay.size >= MOST_UNDER_WAY) {
      await Promise.race(this.#underWay);
    }
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
