/**
 * What should be there and is not, although the step emitted all that it could
 * read. A step with anything missing fails at its end: the SDK marks its types
 * as partial, so that JupiterOne deletes nothing of them.
 */
import {
  IntegrationError,
  IntegrationWarnEventName,
} from '@jupiterone/integration-sdk-core';
import { warnUsers, type EventLogger } from './events';

export interface Missing {
  /** How many policies, applications or devices it touches. */
  readonly count: number;
  /** In words that follow the number: `device configurations without their states`. */
  readonly what: string;
  /** Which requests did not give it, and why. */
  readonly causes: readonly string[];
}

/** The step emitted what it has, and its types are partial. The SDK shows users the messages of `Integration…` errors only. */
export class IntegrationPartialStepError extends IntegrationError {
  constructor(stepId: string, missing: readonly Missing[]) {
    super({
      code: 'PARTIAL_STEP',
      message: `"${stepId}" is incomplete: ${missing.map(describe).join(' ')}`,
    });
    this.name = new.target.name;
  }
}

export class MissingData {
  readonly #missing: Missing[] = [];

  add(missing: Missing): void {
    if (missing.count > 0) {
      this.#missing.push(missing);
    }
  }

  /**
   * Tells users what is missing, an event for each.
   *
   * @throws IntegrationPartialStepError when anything is
   */
  refuse(stepId: string, logger: EventLogger): void {
    if (this.#missing.length === 0) {
      return;
    }
    for (const missing of this.#missing) {
      warnUsers(
        logger,
        IntegrationWarnEventName.IncompleteData,
        `${describe(missing)} What was read is collected, and nothing of these types is deleted.`,
      );
    }
    throw new IntegrationPartialStepError(stepId, this.#missing);
  }
}

/** Several causes for one thing are mostly the same: each is named once. */
function describe({ count, what, causes }: Missing): string {
  return `${count} ${what}: ${[...new Set(causes)].join('; ')}.`;
}
