/**
 * Which steps of a run have emitted everything. The SDK starts a step after those
 * that it depends on, whatever became of them, and does not notify a step
 * when another one has ended.
 */
import type { GraphClient } from '../graph/client';
import type { StepId } from './stepIds';

export class Completion {
  readonly #complete = new Set<StepId>();
  readonly #waiting = new Map<StepId, (() => void)[]>();

  has(id: StepId): boolean {
    return this.#complete.has(id);
  }

  add(id: StepId): void {
    this.#complete.add(id);
    this.#waiting.get(id)?.forEach((resolve) => resolve());
    this.#waiting.delete(id);
  }

  /** Stays pending when the step fails or does not run: whoever waits needs another end, too. */
  when(id: StepId): Promise<void> {
    return new Promise((resolve) => {
      if (this.has(id)) {
        resolve();
      } else {
        this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), resolve]);
      }
    });
  }
}

const completions = new WeakMap<GraphClient, Completion>();

/** @param graph of the execution config: all steps of a run have the same, and no other run has it */
export function completionOf(graph: GraphClient): Completion {
  const ofRun = completions.get(graph);
  if (ofRun) {
    return ofRun;
  }
  const completion = new Completion();
  completions.set(graph, completion);
  return completion;
}
