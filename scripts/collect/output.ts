/** What a run prints: lines for people, or JSON, one object a line. Neither has colors. */
import {
  STEP_COMPLETE,
  STEP_INCOMPLETE,
  STEP_PROGRESS,
} from '../../src/run/progress/measure';
import type { CodedText } from '../../src/graph/basics/messageCodes';
import type { RunningProgress } from '../../src/run/progress/meter';
import { stepProgress } from './expected';
import { printProblem } from '../problem';
import { describeLogLine, messageOf, WARN, type LogLine } from './logLines';

/** How a run ended, for a program that reads the last line. */
export interface RunEnd {
  readonly exitCode: number;
  /** The same in a sentence. */
  readonly message: string;
  readonly [detail: string]: unknown;
}

export interface Output {
  /** A line of the run's log; most are not shown. */
  line(line: LogLine): void;
  /** For people only. */
  say(text: string): void;
  /** Comes first of what is said at the end of a run that is not whole. */
  fail(problem: CodedText): void;
  /** The last line for programs; people have been told. */
  end(end: RunEnd): void;
}

export const PROGRESS_EVERY_MS = 10_000;

export function createOutput(log: 'text' | 'json'): Output {
  return log === 'json' ? new JsonOutput() : textOutput;
}

const textOutput: Output = {
  line: (line) => {
    const text = describeLogLine(line);
    if (text !== undefined) {
      console.log(text);
    }
  },
  say: (text) => console.log(text),
  fail: (problem) => printProblem(problem),
  end: () => undefined,
};

/** Running steps are told every ten seconds, even while nothing comes. */
class JsonOutput implements Output {
  readonly #running = new Map<string, RunningProgress>();
  readonly #startedAt = performance.now();
  readonly #timer = setInterval(() => this.#tell(), PROGRESS_EVERY_MS).unref();
  #counts: LogLine | undefined;

  line(line: LogLine): void {
    const { msg, stepId, progress, users } = line;
    if (users !== undefined) {
      this.#counts = line;
    }
    if (!progress || stepId === undefined) {
      this.#note(line);
    } else if (msg === STEP_PROGRESS) {
      this.#running.set(stepId, progress as RunningProgress);
    } else if (msg === STEP_COMPLETE || msg === STEP_INCOMPLETE) {
      this.#running.delete(stepId);
      const isComplete = msg === STEP_COMPLETE;
      print('info', 'step', { step: stepId, isComplete, ...progress });
    }
  }

  say(): void {
    // The last line has it.
  }

  fail(message: CodedText): void {
    print('error', 'note', { message });
  }

  end({ exitCode, ...details }: RunEnd): void {
    clearInterval(this.#timer);
    const level = exitCode === 0 ? 'info' : 'error';
    print(level, 'end', { exitCode, ...details });
  }

  /** What people see as a line, for programs. */
  #note(line: LogLine): void {
    const { level, event, stepId: step, err, permissions } = line;
    const { kind: leftOut, count } = line;
    if (describeLogLine(line) === undefined) {
      return;
    }
    const name = level < WARN ? 'info' : err ? 'error' : 'warning';
    const message = messageOf(line);
    const details = { event, message, leftOut, count, permissions };
    print(name, 'note', { step, ...details });
  }

  #tell(): void {
    const seconds = Math.round((performance.now() - this.#startedAt) / 1_000);
    if (this.#running.size === 0) {
      print('info', 'progress', { seconds });
    }
    for (const [step, progress] of this.#running) {
      const counts = this.#counts ?? {};
      const details = stepProgress(step, progress, counts);
      print('info', 'progress', { seconds, ...details });
    }
  }
}

function print(
  level: 'info' | 'warning' | 'error',
  kind: 'progress' | 'step' | 'note' | 'end',
  details: object,
): void {
  const time = new Date().toISOString();
  console.log(JSON.stringify({ time, level, kind, ...details }));
}
