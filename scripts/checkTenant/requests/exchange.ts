/** One question to Microsoft Graph by the client of a run, and what its log says of it. */
import { setImmediate } from 'node:timers/promises';
import type { ClientParts } from '../../../src/graph/view/clientParts';
import { GraphClient } from '../../../src/graph/client';
import type { GraphLogger } from '../../../src/graph/basics/logger';
import { GraphAbortError } from '../../../src/graph/errors/errors';

export interface Exchange<Answer> {
  readonly answer?: Answer;
  /** Set when there is no answer. */
  readonly failure?: Error;
  /** Of the last answer of the endpoint; undefined when there was none. */
  readonly status?: number;
  /** How long the last attempt took. */
  readonly milliseconds?: number;
  /** 0 when nothing was sent. */
  readonly attempts: number;
  /** As Graph says it. */
  readonly resourceUnits?: number;
  /** Why the last attempt but one failed, when the time was up before the last one was answered. */
  readonly lastReason?: string;
  readonly isOutOfTime: boolean;
}

/** What a question is asked with. */
export interface Asking {
  readonly graph: GraphClient;
  readonly logger: GraphLogger;
  readonly signal: AbortSignal;
}

/** An attempt that is given up is logged when its connection is closed. */
const TURNS_TO_HANG_UP = 20;

/** The fields of the line that the client writes for each attempt. */
interface AttemptLine {
  readonly endpoint?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly resourceUnits?: number;
  readonly reason?: string;
}

class AttemptLog implements GraphLogger {
  readonly attempts: AttemptLine[] = [];
  lastReason?: string;

  debug(fields: AttemptLine): void {
    if (fields.endpoint !== undefined) {
      this.attempts.push(fields);
    }
  }

  info({ reason }: AttemptLine): void {
    this.lastReason = reason ?? this.lastReason;
  }

  warn(): void {
    // What is worth a warning is in the failure, too.
  }
}

/**
 * Asks, and gives up when the signal is aborted. Never throws.
 *
 * @param endpoint whose attempts count; default: all that are made
 */
export async function ask<Answer>(
  parts: ClientParts,
  signal: AbortSignal,
  question: (asking: Asking) => Promise<Answer>,
  endpoint?: string,
): Promise<Exchange<Answer>> {
  const logger = new AttemptLog();
  const graph = new GraphClient(parts, { logger, signal });
  const outcome = await question({ graph, logger, signal }).then(
    (answer) => ({ answer }),
    (error: unknown) => ({ failure: asError(error) }),
  );
  for (let turn = 0; signal.aborted && turn < TURNS_TO_HANG_UP; turn += 1) {
    await setImmediate();
  }
  const attempts = logger.attempts.filter(
    (line) => endpoint === undefined || line.endpoint === endpoint,
  );
  const last = attempts.at(-1);
  const { failure } = { failure: undefined, ...outcome };
  return {
    ...outcome,
    status: last?.status,
    milliseconds: last?.ms,
    attempts: attempts.length,
    resourceUnits: last?.resourceUnits,
    lastReason: logger.lastReason,
    isOutOfTime: failure instanceof GraphAbortError,
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
