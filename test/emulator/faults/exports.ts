/** Faults of report exports: of their jobs, and of the files that come of them. */
import { inflateRawSync } from 'node:zlib';
import { zipOf } from '../blob/zip';
import type { HttpAnswer } from '../http/message';
import { instead } from './answers';
import { rewriteJson } from './pages';
import type { Fault } from './rule';

/** https://learn.microsoft.com/graph/api/resources/intune-reporting-devicemanagementexportjob */
const job = (name: string, state: object): Fault =>
  rewriteJson(name, (body: object) => ({ ...body, ...state }));

export const failedJob = job('failed job', { status: 'failed', url: null });

export const stuckJob = job('job that never ends', {
  status: 'inProgress',
  url: null,
});

export const jobWithoutUrl = job('completed job with an empty url', {
  status: 'completed',
  url: '',
});

export const jobElsewhere = job('file on another host', {
  status: 'completed',
  url: 'https://files.example.org/export.zip?sig=secret',
});

export const forbiddenFile = blobError('403', 403, 'AuthenticationFailed');
export const missingFile = blobError('404', 404, 'BlobNotFound');

/** Half of the file, as if it was all: only the archive itself tells. */
export const halfFile = rewriteFile('corrupt archive', (archive) =>
  archive.subarray(0, Math.floor(archive.length / 2)),
);

export const textFile = rewriteFile('no archive at all', () =>
  Buffer.from('<!DOCTYPE html><html></html>'),
);

const bombMegabytes = 64;

/** Zeros pack a thousand to one. */
export const zipBomb = rewriteFile('ZIP bomb', () =>
  zipOf(
    'bomb.csv',
    Array.from({ length: bombMegabytes }, () => '0'.repeat(1024 ** 2)),
  ),
);

/** The header of a column is another one. */
export const missingColumn = (column: RegExp): Fault =>
  rewriteTable('missing column', ([header = '', ...rows]) => [
    header
      .split(',')
      .map((name) => (column.test(name) ? `Not${name}` : name))
      .join(','),
    ...rows,
  ]);

/** A good file of half of the rows: nothing in it tells. */
export const missingRows = rewriteTable('missing rows', ([header, ...rows]) => [
  header,
  ...rows.slice(0, Math.floor(rows.length / 2)),
]);

export const noRows = rewriteTable('no rows', ([header]) => [header]);

function rewriteTable(
  name: string,
  rewrite: (lines: string[]) => string[],
): Fault {
  return rewriteFile(name, (archive) => {
    const { member, table } = unzip(archive);
    const lines = table.split('\r\n').filter((line) => line !== '');
    return zipOf(
      member,
      rewrite(lines).map((line) => `${line}\r\n`),
    );
  });
}

function rewriteFile(
  name: string,
  rewrite: (archive: Buffer) => Buffer | Promise<Buffer>,
): Fault {
  return {
    name,
    apply: async (answer) => {
      const good: HttpAnswer = await answer();
      if (good.status !== 200) return good;
      const body = await rewrite(Buffer.from(good.body));
      const headers = {
        ...good.headers,
        'Content-Length': String(body.length),
      };
      return { ...good, headers, body };
    },
  };
}

/** The one member, which stands at the start. */
function unzip(archive: Buffer): { member: string; table: string } {
  const nameEnd = 30 + archive.readUInt16LE(26);
  const start = nameEnd + archive.readUInt16LE(28);
  const packed = archive.subarray(start, start + archive.readUInt32LE(18));
  return {
    member: archive.subarray(30, nameEnd).toString(),
    table: inflateRawSync(packed).toString(),
  };
}

/** https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes */
function blobError(name: string, status: number, code: string): Fault {
  return instead(name, () => ({
    status,
    headers: { 'Content-Type': 'application/xml', 'x-ms-error-code': code },
    body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`,
  }));
}
