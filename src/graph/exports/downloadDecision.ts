/** What to do about a failed download: a pure function of what went wrong so far. */
import { GraphResponseError, GraphTransportError } from '../errors/errors';
import { decideRetry } from '../http/retryDecision';
import { ExportFileError } from './exportErrors';
import { ExportUnavailableError } from './exportRequest';

export type DownloadDecision =
  | { readonly kind: 'again'; readonly delayMs: number }
  /** The address no longer works: ask the job for another one. */
  | { readonly kind: 'freshUrl' }
  | { readonly kind: 'giveUp'; readonly error: Error };

interface DownloadDecisionOptions {
  readonly reportName: string;
  /** How often a broken file is fetched. */
  readonly maxDownloads: number;
  /** In [0, 1), for the jitter. */
  readonly random: () => number;
}

/** Before a broken file is fetched once more, in milliseconds. */
const REPEAT_DELAY_MS = 2_000;

/** @param earlier failures of the same export's downloads */
export function decideDownload(
  failure: Error,
  earlier: readonly Error[],
  { reportName, maxDownloads, random }: DownloadDecisionOptions,
): DownloadDecision {
  const failures = [...earlier, failure];
  const unavailable = (reason: 'missingColumn' | 'damaged', howOften = '') =>
    ({
      kind: 'giveUp',
      error: new ExportUnavailableError(
        reportName,
        reason,
        `${failure.message}${howOften}`,
      ),
    }) as const;
  if (failure instanceof ExportFileError) {
    if (failure.fault === 'missingColumn') {
      return unavailable('missingColumn');
    }
    const broken = failures.filter((other) => other instanceof ExportFileError);
    if (failure.fault === 'content') {
      return unavailable('damaged');
    }
    return broken.length < maxDownloads
      ? { kind: 'again', delayMs: REPEAT_DELAY_MS }
      : unavailable('damaged', ` ${maxDownloads} times (limit maxDownloads)`);
  }
  if (isGone(failure)) {
    const isFirst = failures.filter(isGone).length === 1;
    return isFirst ? { kind: 'freshUrl' } : unavailable('damaged');
  }
  const decision = decideRetry(failures, random);
  if (decision.kind === 'retry') {
    return { kind: 'again', delayMs: decision.delayMs };
  }
  // Storage is another service than Graph, and Graph may have the same data in other ways.
  const isOfStorage =
    failure instanceof GraphResponseError ||
    failure instanceof GraphTransportError;
  return isOfStorage
    ? unavailable('damaged')
    : { kind: 'giveUp', error: failure };
}

/** Statuses after which the same request may succeed. */
const PASSING = new Set([408, 425, 429]);

/** Storage refuses the request: the right to read has expired, or the file has gone. */
function isGone(failure: unknown): boolean {
  return (
    failure instanceof GraphResponseError &&
    failure.status >= 400 &&
    failure.status < 500 &&
    !PASSING.has(failure.status)
  );
}
