/** Parts of a step that work at the same time. */
import type { StepContext } from './context';

/**
 * Waits for all, also when one fails: nothing of a step goes on after its end.
 * The first failure ends the requests of the others at once, and is thrown. The
 * abort errors that the others end with are ignored.
 */
export async function settleAll(
  context: StepContext,
  parts: readonly ((context: StepContext) => Promise<void>)[],
): Promise<void> {
  const failing = new AbortController();
  const graph = context.graph.forPart(failing.signal);
  const failures: unknown[] = [];
  await Promise.all(
    parts.map((part) =>
      part({ ...context, graph }).catch((failure: unknown) => {
        failures.push(failure);
        failing.abort();
      }),
    ),
  );
  if (failures.length > 0) {
    throw failures[0];
  }
}
