/** Writes a ZIP archive with at most one member. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, createDeflateRaw } from 'node:zlib';

const deflate = 8;
/** The name is UTF-8. */
const flags = 0x0800;
const version = 20;
/** 1 January 1980, the first day that the format knows. */
const date = 0x21;

/** A member without its name. */
export interface Packed {
  readonly data: Buffer;
  readonly checksum: number;
  readonly size: number;
}

/** The text comes in pieces, so that only its compressed form is ever held as a whole. */
export async function pack(pieces: Iterable<string>): Promise<Packed> {
  let checksum = 0;
  let size = 0;
  function* measured() {
    for (const piece of pieces) {
      const bytes = Buffer.from(piece);
      checksum = crc32(bytes, checksum);
      size += bytes.length;
      yield bytes;
    }
  }
  const data = await buffer(
    Readable.from(measured()).pipe(createDeflateRaw({ level: 1 })),
  );
  return { data, checksum, size };
}

export async function zipOf(
  name: string,
  pieces: Iterable<string>,
): Promise<Buffer> {
  return archiveOf(name, await pack(pieces));
}

export function archiveOf(
  name: string,
  { data, checksum, size }: Packed,
): Buffer {
  const common = Buffer.alloc(26);
  common.writeUInt16LE(version, 0);
  common.writeUInt16LE(flags, 2);
  common.writeUInt16LE(deflate, 4);
  common.writeUInt16LE(date, 8);
  common.writeUInt32LE(checksum, 10);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(size, 18);
  common.writeUInt16LE(Buffer.byteLength(name), 22);
  const local = Buffer.concat([signature(0x04034b50), common]);
  const file = Buffer.concat([local, Buffer.from(name), data]);
  const directory = Buffer.concat([
    signature(0x02014b50),
    Buffer.from([version, 0]),
    common,
    // No comment, the first disk, no attributes, and the member at the very start.
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  return Buffer.concat([
    file,
    directory,
    end(1, directory.length, file.length),
  ]);
}

/** An archive without members. */
export const emptyZip = (): Buffer => end(0, 0, 0);

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function end(members: number, directorySize: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(members, 8);
  record.writeUInt16LE(members, 10);
  record.writeUInt32LE(directorySize, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
