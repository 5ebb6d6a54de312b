/** Reads recorded answers as any client must: JSON as a whole, exports line by line. */
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { setImmediate } from 'node:timers/promises';
import { ANSWERS_FILE, EXPORT_EXTENSION, LENGTH_BYTES } from '../recording';
import { uncounted } from './usage';

const CHUNK_BYTES = 64 * 1_024;

/** One at a time, so that memory stays at that of the largest answer. */
export async function readAnswers(folder: string): Promise<void> {
  const file = openSync(path.join(folder, ANSWERS_FILE), 'r');
  for (
    let bytes = uncounted(() => nextAnswer(file));
    bytes !== undefined;
    bytes = uncounted(() => nextAnswer(file))
  ) {
    JSON.parse(bytes.toString('utf8'));
    await setImmediate();
  }
  closeSync(file);
}

function nextAnswer(file: number): Buffer | undefined {
  const length = Buffer.alloc(LENGTH_BYTES);
  if (readSync(file, length) < LENGTH_BYTES) {
    return undefined;
  }
  const bytes = Buffer.allocUnsafe(length.readUInt32BE());
  readSync(file, bytes);
  return bytes;
}

export async function readExports(folder: string): Promise<void> {
  const names = readdirSync(folder).filter((n) => n.endsWith(EXPORT_EXTENSION));
  for (const name of names) {
    await readLines(path.join(folder, name));
  }
}

/** @returns how many fields the file has, which keeps the splitting from being optimised away */
async function readLines(name: string): Promise<number> {
  const file = openSync(name, 'r');
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let fields = 0;
  let rest = '';
  for (
    let length = uncounted(() => readSync(file, chunk));
    length > 0;
    length = uncounted(() => readSync(file, chunk))
  ) {
    const lines = (rest + decoder.write(chunk.subarray(0, length))).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      fields += line.split(',').length;
    }
    await setImmediate();
  }
  closeSync(file);
  return fields;
}
