/** The log of a run on disk. A disk that is full ends the log, and is told; it does not end us. */
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { describeFileError } from '../runs/fileErrors';
import { coded, type CodedText } from '../../src/graph/basics/messageCodes';

export class RunLog {
  readonly #file: string;
  readonly #stream;
  #error: Error | undefined;

  constructor(file: string) {
    this.#file = file;
    this.#stream = createWriteStream(file, { mode: 0o600 });
    this.#stream.on('error', (error) => {
      this.#error ??= error;
    });
  }

  write(text: string): void {
    if (!this.#error) {
      this.#stream.write(text);
    }
  }

  /** What is wrong with the log, in a sentence; undefined when it has everything. */
  async end(): Promise<CodedText | undefined> {
    this.#stream.end();
    await finished(this.#stream).catch((error: Error) => {
      this.#error ??= error;
    });
    return (
      this.#error &&
      (describeFileError(this.#error, this.#file) ??
        coded('M365-RUN-005', this.#error.message))
    );
  }
}
