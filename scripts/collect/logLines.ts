/** The command line's JSON log, as short lines for people. */

/** One line of the SDK's log (bunyan): https://github.com/trentm/node-bunyan */
export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly stepId?: string;
  readonly err?: { readonly message?: string };
  readonly status?: string;
  /** Of odd items, in the line that tells of them. */
  readonly count?: number;
  readonly requests?: number;
  readonly throttled?: number;
  readonly retries?: number;
}

const WARN = 40;

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
  const step = line.stepId ? `${line.stepId}: ` : '';
  if (line.msg === 'Step summary') {
    return `  done     ${line.stepId ?? ''}`;
  }
  if (line.level < WARN) {
    return undefined;
  }
  return line.err
    ? `  failed   ${step}${line.err.message ?? line.msg}`
    : `  warning  ${step}${line.msg}${line.count === undefined ? '' : ` (${line.count})`}`;
}
