/** What ends a run from outside, and what nobody caught. */
import { coded } from '../../src/graph/basics/messageCodes';
import { problemOf, UserError } from '../problem';

/** The run is not to go on: a signal came, or something broke that nobody had expected. */
export class InterruptedError extends UserError {
  readonly signal?: NodeJS.Signals;

  constructor(cause: NodeJS.Signals | Error) {
    super(
      cause instanceof Error
        ? problemOf(cause)
        : coded('M365-UPLOAD-014', `Interrupted by ${cause}.`),
      cause instanceof Error ? { cause } : undefined,
    );
    this.signal = cause instanceof Error ? undefined : cause;
  }
}

/** Ctrl+C, a closed terminal, `docker stop` and schedulers. */
const signals = ['SIGINT', 'SIGHUP', 'SIGTERM'] as const;

/**
 * @param endAtOnce called for whatever comes after the first of them
 * @returns a promise that the first of them rejects
 */
export function listenForEnd(
  endAtOnce: (error: InterruptedError) => void,
): Promise<never> {
  const interrupted = new Promise<never>((_, reject) => {
    let isFirst = true;
    const end = (cause: NodeJS.Signals | Error) => {
      const error = new InterruptedError(cause);
      if (isFirst) {
        isFirst = false;
        reject(error);
      } else {
        endAtOnce(error);
      }
    };
    signals.forEach((signal) => process.on(signal, end));
    // Node.js would print such an error with all that it holds, a request and its headers included.
    process.on('uncaughtException', end);
    process.on('unhandledRejection', (reason) =>
      end(reason instanceof Error ? reason : new Error(String(reason))),
    );
  });
  // Whoever looks at it may not have come to that yet.
  interrupted.catch(() => undefined);
  return interrupted;
}
