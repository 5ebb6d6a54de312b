/** The one member of a ZIP file as a stream: never as a whole in memory. */
import { PassThrough, pipeline, type Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { ExportFileError } from './exportFileError';
import type { ExportLimits } from './limits';

/** Of compression in ZIP files; the other one that yauzl knows is none. */
const DEFLATED = 8;
/** Node's default of 16 KiB takes longer to hand over than to unpack. */
const UNPACKED_CHUNK_BYTES = 256 * 1024;

/**
 * Streams the member of the ZIP file at `path`, and fails at the end of the
 * stream when size or checksum are wrong.
 *
 * @throws ExportFileError when there is not exactly one member, or a limit is
 * broken; yauzl's own errors for an archive that is none
 */
export async function openMember(
  path: string,
  limits: ExportLimits,
): Promise<Readable> {
  // It would close itself after the last entry, before anything is read.
  const zip = await openPromise(path, { autoClose: false });
  try {
    const entry = await onlyEntry(zip);
    checkSize(entry, limits);
    return checked(await openUnpacked(zip, entry), entry);
  } finally {
    // Takes effect when the stream ends.
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
      `the table is larger than ${maxUnpackedBytes} bytes`,
    );
  }
  if (uncompressedSize > compressedSize * maxCompressionRatio) {
    throw new ExportFileError(
      'content',
      `the archive is packed more than ${maxCompressionRatio} to 1`,
    );
  }
}

/** Its errors end the stream that is returned. */
async function openUnpacked(zip: ZipFile, entry: Entry): Promise<Readable> {
  if (entry.compressionMethod !== DEFLATED) {
    return zip.openReadStreamPromise(entry);
  }
  const packed = await zip.openReadStreamPromise(entry, {
    decodeFileData: false,
  });
  const inflate = createInflateRaw({ chunkSize: UNPACKED_CHUNK_BYTES });
  pipeline(packed, inflate, () => undefined);
  return inflate;
}

/** What is unpacked is never more than what was declared, and at the end it is the same. */
function checked(source: Readable, entry: Entry): Readable {
  const verify = async function* (chunks: AsyncIterable<Buffer>) {
    let bytes = 0;
    let checksum = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > entry.uncompressedSize) {
        throw new ExportFileError('transfer', 'the table is too long');
      }
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
    if (bytes !== entry.uncompressedSize || checksum !== entry.crc32) {
      throw new ExportFileError('transfer', 'the checksum is wrong');
    }
  };
  const output = new PassThrough();
  // An error ends `output`, whose reader meets it.
  pipeline(source, verify, output, () => undefined);
  return output;
}
