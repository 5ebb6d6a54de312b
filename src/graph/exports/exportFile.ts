/** A downloaded export: a ZIP file with one table, which is never in memory as a whole. */
import { createReadStream } from 'node:fs';
import {
  pipeline,
  Readable,
  Transform,
  type TransformCallback,
} from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { errorCode } from '../errors/errors';
import { readTable } from './table/csv';
import {
  ExportFileError,
  isFileSystemError,
  LocalFileError,
} from './exportErrors';
import type { ExportRow } from './exportRequest';
import type { ExportLimits } from '../basics/limits';
import type { ExportColumns } from './table/layout';

/** The compression method in ZIP files; the only other one that yauzl knows is none at all. */
const DEFLATED = 8;
const CHUNK_BYTES = 64 * 1024;

/** Yields the rows of the ZIP file at `path`, those of 64 KB at a time; see `readTable`. @throws ExportFileError, LocalFileError */
export async function* readExportFile<Column extends string>(
  path: string,
  columns: ExportColumns<Column>,
  limits: ExportLimits,
  onDamaged?: (rows: number) => void,
): AsyncGenerator<ExportRow<Column>[], void, undefined> {
  try {
    const table = await openMember(path, limits);
    yield* readTable(table, columns, limits, onDamaged);
  } catch (error) {
    throw toFileError(error);
  }
}

/** An error without the path that the message of another error may hold. */
function toFileError(error: unknown): ExportFileError | LocalFileError {
  if (error instanceof ExportFileError) {
    return error;
  }
  return isFileSystemError(error)
    ? new LocalFileError(error)
    : new ExportFileError(
        'transfer',
        `the archive is corrupt (${errorCode(error)})`,
      );
}

/**
 * Streams the member of the ZIP file at `path`, and fails at the end of the
 * stream when size or checksum are wrong.
 *
 * @throws ExportFileError when there is not exactly one member, or a limit is
 * broken; yauzl's own errors for an archive that is none
 */
async function openMember(
  path: string,
  limits: ExportLimits,
): Promise<Readable> {
  // By default it closes itself after the last entry, before anything is read.
  const zip = await openPromise(path, { autoClose: false });
  try {
    const entry = await onlyEntry(zip);
    checkSize(entry, limits);
    const header = await zip.readLocalFileHeaderPromise(entry, {
      minimal: true,
    });
    return openUnpacked(path, header.fileDataStart, entry);
  } finally {
    zip.close();
  }
}

async function onlyEntry(zip: ZipFile): Promise<Entry> {
  if (zip.entryCount === 1) {
    for await (const entry of zip.eachEntry()) {
      return entry;
    }
  }
  throw new ExportFileError(
    'transfer',
    `the archive has ${zip.entryCount} members instead of one`,
  );
}

function checkSize(
  { compressedSize, uncompressedSize }: Entry,
  { maxUnpackedBytes, maxCompressionRatio }: ExportLimits,
): void {
  if (uncompressedSize > maxUnpackedBytes) {
    throw new ExportFileError(
      'content',
      `the table is larger than ${maxUnpackedBytes} bytes (limit maxUnpackedBytes)`,
    );
  }
  if (uncompressedSize > compressedSize * maxCompressionRatio) {
    throw new ExportFileError(
      'content',
      `the archive is packed more than ${maxCompressionRatio} to 1 (limit maxCompressionRatio)`,
    );
  }
}

/** Unpacked without yauzl, whose small pieces take longer to hand over than to unpack. */
function openUnpacked(path: string, start: number, entry: Entry): Readable {
  if (!entry.canDecodeFileData()) {
    throw new ExportFileError('transfer', 'the archive is encrypted or odd');
  }
  const output = new Verifier(entry);
  // An error ends `output`, whose reader meets it.
  const ended = () => undefined;
  const packed = readBytes(path, start, entry.compressedSize);
  if (entry.compressionMethod === DEFLATED) {
    const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES });
    pipeline(packed, inflate, output, ended);
  } else {
    pipeline(packed, output, ended);
  }
  return output;
}

function readBytes(path: string, start: number, length: number): Readable {
  return length === 0
    ? Readable.from([])
    : createReadStream(path, {
        start,
        end: start + length - 1,
        highWaterMark: CHUNK_BYTES,
      });
}

/** Ensures that no more is unpacked than was declared, and in the end exactly the same. */
class Verifier extends Transform {
  readonly #entry: Entry;
  #bytes = 0;
  #checksum = 0;

  constructor(entry: Entry) {
    super({ readableHighWaterMark: CHUNK_BYTES });
    this.#entry = entry;
  }

  override _transform(
    chunk: Buffer,
    _encoding: string,
    done: TransformCallback,
  ): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#entry.uncompressedSize) {
      done(new ExportFileError('transfer', 'the table is too long'));
      return;
    }
    this.#checksum = crc32(chunk, this.#checksum);
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    const isWhole =
      this.#bytes === this.#entry.uncompressedSize &&
      this.#checksum === this.#entry.crc32;
    done(
      isWhole ? null : new ExportFileError('transfer', 'the checksum is wrong'),
    );
  }
}
