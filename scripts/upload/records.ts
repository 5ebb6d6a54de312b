/** Log records as plain data: nothing in them is a secret, personal data of a batch, or an object of a library. */

/** As bunyan writes it, which the SDK's own log is: https://github.com/trentm/node-bunyan#core-fields */
export interface LogRecord {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** Nothing that is worth reading lies deeper. */
const DEEPEST = 6;
/** The SDK logs whole batches of objects when their upload failed. */
const batches = new Set(['graphObjectData']);

/** The same without secrets, whatever its fields are. */
export function plainRecord(
  record: LogRecord,
  redact: (text: string) => string,
): LogRecord {
  return new Plain(redact).of(record) as LogRecord;
}

/** Makes copies without what may hold a secret: of errors and objects of libraries, only what is known. */
class Plain {
  readonly #redact: (text: string) => string;
  /** Those that surround the current one. */
  readonly #outer = new Set<object>();

  constructor(redact: (text: string) => string) {
    this.#redact = redact;
  }

  of(value: unknown): unknown {
    switch (typeof value) {
      case 'string':
        return this.#redact(value);
      case 'object':
        return value === null ? null : this.#ofObject(value);
      case 'bigint':
        return String(value);
      case 'boolean':
      case 'number':
        return value;
      case 'function':
      case 'symbol':
      case 'undefined':
        return undefined;
    }
  }

  #ofObject(value: object): unknown {
    if (this.#outer.size >= DEEPEST || this.#outer.has(value)) {
      return '[…]';
    }
    this.#outer.add(value);
    try {
      return this.#fieldsOf(value);
    } finally {
      this.#outer.delete(value);
    }
  }

  #fieldsOf(value: object): unknown {
    if (value instanceof Error) {
      return this.#ofError(value);
    }
    if (value instanceof Date) {
      return Number.isNaN(value.getTime()) ? null : value.toISOString();
    }
    if (value instanceof Set || Array.isArray(value)) {
      return [...(value as Iterable<unknown>)].map((item) => this.of(item));
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype) {
      // A request or a socket has the headers that were sent.
      return `[${value.constructor.name}]`;
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [
        this.#redact(name),
        batches.has(name) ? '[left out]' : this.of(field),
      ]),
    );
  }

  /** What HTTP clients add to an error has the request in it, the API key included. */
  #ofError(error: Error): unknown {
    const { name, message, stack, cause } = error;
    const { code, status } = error as { code?: unknown; status?: unknown };
    return {
      name: this.of(name),
      message: this.of(message),
      code: typeof code === 'object' ? undefined : this.of(code),
      status: typeof status === 'number' ? status : undefined,
      stack: this.of(stack),
      cause: cause === undefined ? undefined : this.of(cause),
    };
  }
}
