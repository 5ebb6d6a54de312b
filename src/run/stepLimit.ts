/** A step that does not end would hold up a run for ever. */
import { IntegrationError } from '@jupiterone/integration-sdk-core';
import { unlessAborted } from '../graph/basics/unlessAborted';
import type { StepId } from './stepIds';
import { coded } from '../graph/basics/messageCodes';

export interface StepLimit {
  readonly stepId: StepId;
  /** For the whole step. */
  readonly stepMs: number;
  /** Ends the step's Graph work. */
  readonly ending: AbortController;
}

/**
 * Waits for a handler no longer than a step may take.
 *
 * @throws IntegrationError that names step and limit; what the handler waits for
 * may be anything, so it is not waited for
 */
export async function withinStepLimit(
  { stepId, stepMs, ending }: StepLimit,
  work: () => Promise<void>,
): Promise<void> {
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort(tooLate(stepId, stepMs));
    ending.abort();
  }, stepMs);
  // The timer does not keep a run alive that has nothing left to do.
  timer.unref();
  try {
    await unlessAborted(work, late.signal);
  } finally {
    clearTimeout(timer);
  }
}

function tooLate(stepId: StepId, stepMs: number): IntegrationError {
  return new IntegrationError({
    code: 'STEP_LIMIT',
    message: coded(
      'M365-STEP-002',
      `"${stepId}" did not end within ${stepMs / 1_000} s (limit stepMs).`,
    ),
  });
}
