/**
 * What speaks against a step's having emitted everything, gathered until its end.
 *
 * A step with anything missing fails then, after it emitted all that it could
 * read: the SDK marks its types as partial, so that JupiterOne deletes nothing of
 * them. What the allowances cover, and what could not be checked, becomes
 * an event: users see no log lines.
 */
import {
  IntegrationError,
  IntegrationInfoEventName,
  IntegrationWarnEventName,
} from '@jupiterone/integration-sdk-core';
import { allowed, type AllowanceName } from '../leftOut/allowances';
import { publishInfo, publishWarning, type EventLogger } from '../events';
import type { CountOfKind } from '../leftOut/kinds';
import { coded, type MessageCode } from '../../graph/basics/messageCodes';

export interface Missing {
  /** How many policies, applications or devices it touches. */
  readonly count: number;
  /** In words that follow the number: `device configurations without their states`. */
  readonly what: string;
  /** Which requests did not give it, and why. */
  readonly causes: readonly string[];
}

export interface LeftOut {
  readonly count: number;
  /** Of how many; at least `count`. */
  readonly of: number;
  /** In words that follow the number: `groups were deleted before their members were read`. */
  readonly what: string;
  /** What the answers said, where they said anything. */
  readonly causes?: readonly string[];
}

/** The step emitted what it has, and its types are partial. The SDK shows users the messages of `Integration…` errors only. */
export class IntegrationPartialStepError extends IntegrationError {
  constructor(stepId: string, missing: readonly Missing[]) {
    super({
      code: 'PARTIAL_STEP',
      message: coded(
        'M365-STEP-001',
        `"${stepId}" is incomplete: ${missing.map(describe).join(' ')}`,
      ),
    });
    this.name = new.target.name;
  }
}

/** What the step succeeds with, in a sentence. */
interface Note {
  readonly text: string;
  readonly count?: CountOfKind;
}

/** Where users read on. */
const HELP = 'see docs/troubleshooting.md';

interface Note {
  readonly code: MessageCode;
  readonly text: string;
}

export class Completeness {
  readonly #missing: Missing[] = [];
  readonly #notes: Note[] = [];

  /** Graph has it, and it was not to be had: the step will be partial. */
  addMissing(missing: Missing): void {
    if (missing.count > 0) {
      this.#missing.push(missing);
    }
  }

  /** Some of a whole could not be emitted: with more than the allowance, the step will be partial. */
  addLeftOut(
    allowance: AllowanceName,
    { count, of, what, causes = [] }: LeftOut,
  ): void {
    const limit = allowed(of, allowance);
    if (count > limit) {
      this.addMissing({
        count,
        what: `of ${of} ${what}`,
        causes: [...causes, `${limit} would be normal`],
      });
    } else if (count > 0) {
      this.#notes.push({
        code: 'M365-DATA-001',
        text: `${count} of ${of} ${what}${causes.length > 0 ? `: ${joinedCauses(causes)}` : ''}. So few are normal in a tenant that changes while it is read.`,
        count: { kind: allowance, count },
      });
    }
  }

  /**
   * Objects count as complete with a little less than Graph counts for them. What
   * they lack is left out, too.
   *
   * @param pairs for each object: how many Graph counts, and how many came
   */
  addFewer(what: string, pairs: Iterable<readonly [number, number]>): void {
    let [count, of] = [0, 0];
    for (const [counted, received] of pairs) {
      count += Math.max(0, counted - received);
      of += counted;
    }
    this.addLeftOut('counts', { count, of, what });
  }

  /**
   * Reports have rows of objects that are in no list: of too many, their ids may
   * only look as if they were of others.
   */
  addUnlisted(
    what: string,
    { unknown, known }: { readonly unknown: number; readonly known: number },
  ): void {
    this.addLeftOut('unlisted', {
      count: unknown,
      of: known + unknown,
      what: `${what} are in no list`,
    });
  }

  /** Nothing could say whether all of it came. */
  addUnchecked(what: string, reason: string): void {
    this.#notes.push({
      code: 'M365-DATA-003',
      text: `Whether all ${what} were collected could not be checked: ${withoutStop(reason)}. If every run reports this, ${HELP}.`,
    });
  }

  /** A list had no items, twice, with time between. */
  addEmpty(what: string): void {
    this.#notes.push({
      code: 'M365-DATA-004',
      text: `Microsoft Graph listed no ${what}, and none when it was asked again: none are collected. If the tenant has some, ${HELP}.`,
    });
  }

  /**
   * Publishes what is missing, left out or unchecked, an event for each.
   *
   * @throws IntegrationPartialStepError when anything is missing
   */
  settle(stepId: string, logger: EventLogger): void {
    for (const { code, text, count } of this.#notes) {
      publishInfo(logger, code, IntegrationInfoEventName.Info, text, count);
    }
    for (const missing of this.#missing) {
      publishWarning(
        logger,
        'M365-DATA-002',
        IntegrationWarnEventName.IncompleteData,
        `${describe(missing)} What was read is collected, and nothing of these types is deleted. Run again; if it stays, ${HELP}.`,
        { kind: 'missing', count: missing.count },
      );
    }
    if (this.#missing.length > 0) {
      throw new IntegrationPartialStepError(stepId, this.#missing);
    }
  }
}

function describe({ count, what, causes }: Missing): string {
  return `${count} ${what}: ${joinedCauses(causes)}.`;
}

/** Several causes for one thing are mostly the same. Those in Graph's own words end in a full stop, and the sentence goes on. */
export function joinedCauses(causes: readonly string[]): string {
  return [...new Set(causes.map(withoutStop))].join('; ');
}

function withoutStop(text: string): string {
  return text.replace(/[.\s]+$/, '');
}
