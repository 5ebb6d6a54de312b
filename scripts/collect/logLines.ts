/** The command line's JSON log, as short lines for people. */
import type { CallSummary } from '../../src/graph/pacing/statistics';
import { coded, isCoded } from '../../src/graph/basics/messageCodes';
import type { LeftOutKind } from '../../src/run/leftOut/kinds';
import {
  STEP_COMPLETE,
  STEP_INCOMPLETE,
  STEP_PROGRESS,
} from '../../src/run/progress/measure';
import type {
  EndedProgress,
  RunningProgress,
} from '../../src/run/progress/meter';
import { asCoded } from '../problem';
import { describeEnded, describeRunning } from './progressText';

/** One line of the SDK's log (bunyan): https://github.com/trentm/node-bunyan */
export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly stepId?: string;
  readonly err?: { readonly message?: string };
  /** Of the error that ended the whole run. */
  readonly code?: string;
  readonly status?: string;
  /** Of items that are left out or odd, in the line that tells of them: how many, and what they are. */
  readonly count?: number;
  readonly kind?: LeftOutKind;
  /** The name of the event that tells JupiterOne's users the same. */
  readonly event?: string;
  /** In the line that is the table of permissions. */
  readonly permissions?: object;
  /** Of a step, in the lines of its meter. */
  readonly progress?: RunningProgress | EndedProgress;
  readonly requests?: number;
  readonly throttled?: number;
  readonly retries?: number;
  /** In the line about the requests of a run. */
  readonly workloads?: CallSummary['workloads'];
  /** In the line about the size of the tenant. */
  readonly users?: number;
  readonly groups?: number;
  readonly devices?: number;
}

export const WARN = 40;

/** undefined for what is no JSON log line: the command line also prints plain text. */
export function parseLogLine(line: string): LogLine | undefined {
  try {
    const parsed = JSON.parse(line) as Partial<LogLine> | null;
    return typeof parsed?.level === 'number' && typeof parsed.msg === 'string'
      ? (parsed as LogLine)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What a person should see of a line while the run goes on; undefined for nothing. */
export function describeLogLine(line: LogLine): string | undefined {
  const { level, msg, permissions, progress, stepId } = line;
  const step = stepId ? `${stepId}: ` : '';
  if (permissions) {
    return msg;
  }
  if (progress) {
    return describeProgress(msg, step, progress);
  }
  const text = `${step}${messageOf(line)}`;
  if (level < WARN) {
    const isTold = line.event || line.kind;
    return isTold ? `  note     ${text}${describeCount(line)}` : undefined;
  }
  return line.err
    ? `  failed   ${text}`
    : `  warning  ${text}${describeCount(line)}`;
}

/** What a line says, with a code if it is a warning or an error: those of the SDK have none of their own. */
export function messageOf({ level, msg, err }: LogLine): string {
  if (level < WARN) {
    return msg;
  }
  if (err) {
    return asCoded(err.message ?? msg);
  }
  return isCoded(msg) ? msg : coded('M365-RUN-014', msg);
}

/** The sentences of events have their counts. */
function describeCount({ event, count }: LogLine): string {
  return event !== undefined || count === undefined ? '' : ` (${count})`;
}

function describeProgress(
  message: string,
  step: string,
  progress: RunningProgress | EndedProgress,
): string | undefined {
  switch (message) {
    case STEP_PROGRESS:
      return `  running  ${step}${describeRunning(progress as RunningProgress)}`;
    case STEP_COMPLETE:
      return `  done     ${step}${describeEnded(progress as EndedProgress)}`;
    case STEP_INCOMPLETE:
      return `  stopped  ${step}${describeEnded(progress as EndedProgress)}`;
    default:
      return undefined;
  }
}
