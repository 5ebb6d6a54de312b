/** What a run's log says that its summary keeps: events, what was left out, and why it ended early. */
import { leftOutMeanings } from '../../src/run/leftOut/kinds';
import { REQUESTS_SUMMARY } from '../../src/graph/pacing/statistics';
import type { LeftOut, RunEvent, RunReport } from '../runs/runSummary';
import { WARN, type LogLine } from './logLines';

export class RunRecord {
  readonly #events: RunEvent[] = [];
  readonly #leftOut: LeftOut[] = [];
  #fatal: LogLine | undefined;
  #requests: LogLine | undefined;

  add(line: LogLine): void {
    const { level, msg: message, event, count, kind, stepId } = line;
    const ofStep = stepId === undefined ? {} : { stepId };
    const isLeftOut = kind !== undefined || level >= WARN;
    const counted = isLeftOut && count !== undefined ? { count } : undefined;
    if (event !== undefined) {
      const name = level >= WARN ? 'warning' : 'info';
      this.#events.push({
        ...{ level: name, name: event, ...ofStep, message },
        ...counted,
      });
    }
    if (counted) {
      const meaning = kind && leftOutMeanings[kind];
      this.#leftOut.push({
        ...ofStep,
        ...(kind && { kind, meaning }),
        ...{ message, ...counted },
      });
    }
    if (isFatal(line)) {
      this.#fatal = line;
    } else if (message === REQUESTS_SUMMARY) {
      this.#requests = line;
    }
  }

  /** The line of the error that ended the whole run; undefined when none did. */
  get fatal(): LogLine | undefined {
    return this.#fatal;
  }

  /** What was asked of Microsoft Graph; undefined when the run did not come so far. */
  get requests(): LogLine | undefined {
    return this.#requests;
  }

  report(): RunReport {
    const requests = this.#requests?.workloads;
    return {
      events: this.#events,
      leftOut: this.#leftOut,
      ...(requests && { requests }),
    };
  }
}

export function isFatal({ err, stepId }: LogLine): boolean {
  return err !== undefined && stepId === undefined;
}
