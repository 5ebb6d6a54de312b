/** What the log of a run says that its summary is to keep. */
import { REQUESTS_SUMMARY } from '../../src/graph/pacing/statistics';
import type { LeftOut, RunEvent, RunReport } from '../runs/runSummary';
import { levels } from './logger';
import type { LogRecord } from './records';

export class RunNotes {
  readonly #events: RunEvent[] = [];
  readonly #leftOut: LeftOut[] = [];
  #requests: object | undefined;

  /** @param record without secrets */
  read({ level, msg, event, count, stepId, workloads }: LogRecord): void {
    const step = typeof stepId === 'string' ? { stepId } : {};
    if (typeof event === 'string') {
      const isWarning = level >= levels.warn;
      this.#events.push({
        level: isWarning ? 'warning' : 'info',
        name: event,
        ...step,
        message: msg,
      });
    }
    if (typeof count === 'number' && level >= levels.warn) {
      this.#leftOut.push({ ...step, message: msg, count });
    }
    if (msg === REQUESTS_SUMMARY && typeof workloads === 'object') {
      this.#requests = workloads ?? undefined;
    }
  }

  report(): RunReport {
    return {
      events: this.#events,
      leftOut: this.#leftOut,
      requests: this.#requests,
    };
  }
}
