/**
 * The logger of a run. The SDK's own writes to stdout, in colour or as JSON, and
 * prints errors ten levels deep, headers of requests included; this one hands
 * records over.
 */
import { hostname } from 'node:os';
import { format } from 'node:util';
import { IntegrationLogger } from '@jupiterone/integration-sdk-runtime';
import type { LogRecord } from './records';

/** https://github.com/trentm/node-bunyan#levels */
const levels = {
  trace: 10,
  debug: 20,
  info: 30,
  warn: 40,
  error: 50,
  fatal: 60,
} as const;

type LevelName = keyof typeof levels;

export const isLevelName = (name: string): name is LevelName =>
  Object.hasOwn(levels, name);

/** @param write gets each record of this level or a higher one */
export function createRunLogger(
  write: (record: LogRecord) => void,
  level: LevelName = 'info',
): IntegrationLogger {
  const fields = {
    name: 'graph-microsoft-365',
    hostname: hostname(),
    pid: process.pid,
    v: 0,
  };
  type Bunyan = ConstructorParameters<typeof IntegrationLogger>[0]['logger'];
  const logger = new RecordLogger(write, levels[level], fields);
  return new IntegrationLogger({
    // What the SDK calls of it is what the class below has.
    logger: logger as unknown as Bunyan,
    errorSet: new Set(),
  });
}

class RecordLogger {
  readonly #write: (record: LogRecord) => void;
  readonly #lowest: number;
  readonly #fields: object;

  constructor(
    write: (record: LogRecord) => void,
    lowest: number,
    fields: object,
  ) {
    this.#write = write;
    this.#lowest = lowest;
    this.#fields = fields;
  }

  child(fields: object = {}): RecordLogger {
    const all = { ...this.#fields, ...fields };
    return new RecordLogger(this.#write, this.#lowest, all);
  }

  trace(...values: unknown[]): void {
    this.#log(levels.trace, values);
  }

  debug(...values: unknown[]): void {
    this.#log(levels.debug, values);
  }

  info(...values: unknown[]): void {
    this.#log(levels.info, values);
  }

  warn(...values: unknown[]): void {
    this.#log(levels.warn, values);
  }

  error(...values: unknown[]): void {
    this.#log(levels.error, values);
  }

  fatal(...values: unknown[]): void {
    this.#log(levels.fatal, values);
  }

  /** As bunyan reads its arguments: fields or an error may come first, then a text and what belongs into it. */
  #log(level: number, [first, ...rest]: unknown[]): void {
    if (level < this.#lowest) {
      return;
    }
    const isText = typeof first !== 'object' || first === null;
    const fields =
      first instanceof Error ? { err: first } : isText ? {} : first;
    const texts = isText ? [first, ...rest] : rest;
    const fallback = first instanceof Error ? first.message : '';
    this.#write({
      ...this.#fields,
      ...fields,
      level,
      msg: texts.length > 0 ? format(...texts) : fallback,
      time: new Date().toISOString(),
    });
  }
}
