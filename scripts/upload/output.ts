/** The one place where an upload writes: everything that leaves the process here has lost its secrets before. */
import { describeLogLine, type LogLine } from '../collect/logLines';
import { levels } from './logger';
import { plainRecord, type LogRecord } from './records';

export type LogFormat = 'text' | 'json';

export interface Output {
  /** Of the integration and the SDK. Returns what is left of it without secrets. */
  log(record: LogRecord): LogRecord;
  /** To whoever runs the command. */
  say(text: string, fields?: object): void;
  /** What went wrong with the run as a whole. */
  complain(text: string, fields?: object): void;
}

/** Where lines end up. */
export interface Streams {
  readonly stdout: (line: string) => void;
  readonly stderr: (line: string) => void;
  /** The log of the run: every record, as JSON. */
  readonly file?: (line: string) => void;
}

/**
 * Texts have no colours: they would be garbage in a file. As JSON, every line is
 * an object, what is said to people included, all of them on stdout.
 */
export function createOutput(
  format: LogFormat,
  redact: (text: string) => string,
  { stdout, stderr, file }: Streams,
): Output {
  const print = (record: LogRecord, show: () => void): void => {
    const line = JSON.stringify(record);
    file?.(line);
    if (format === 'json') {
      stdout(line);
    } else {
      show();
    }
  };
  const tell = (level: number, text: string, fields: object = {}) => {
    const time = new Date().toISOString();
    const record = { ...fields, level, msg: text, time };
    const plain = plainRecord(record, redact);
    const write = level >= levels.error ? stderr : stdout;
    print(plain, () => write(plain.msg));
  };
  return {
    log: (record) => {
      const plain = plainRecord(record, redact);
      print(plain, () => {
        const text = describeLogLine(plain as unknown as LogLine);
        if (text !== undefined) stdout(text);
      });
      return plain;
    },
    say: (text, fields) => tell(levels.info, text, fields),
    complain: (text, fields) => tell(levels.error, text, fields),
  };
}
