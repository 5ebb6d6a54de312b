/** Writes down every answer that the emulator gives, so that others can read the same bytes again. */
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { inflateRawSync } from 'node:zlib';
import type { HttpMiddleware } from '../emulator';

/** Each answer's length in bytes (big endian), then the answer. */
export const ANSWERS_FILE = 'answers.bin';
export const LENGTH_BYTES = 4;
export const EXPORT_EXTENSION = '.csv';

const EXPORT_JOBS = /\/deviceManagement\/reports\/exportJobs$/;
const GRAPH = /^\/(v1\.0|beta)\//;

export interface Recording {
  readonly middleware: HttpMiddleware;
  /** The reports that export jobs were made for. */
  readonly exported: ReadonlySet<string>;
  /** Everything is on disk after this. */
  finish(): Promise<void>;
}

export function createRecording(folder: string): Recording {
  const answers = createWriteStream(path.join(folder, ANSWERS_FILE));
  const archives: Buffer[] = [];
  const exported = new Set<string>();
  const middleware: HttpMiddleware = async (request, next) => {
    const answer = await next(request);
    if (typeof answer.body !== 'string') {
      archives.push(answer.body);
    } else if (GRAPH.test(request.url)) {
      const bytes = Buffer.from(answer.body);
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt32BE(bytes.length);
      answers.write(length);
      answers.write(bytes);
    }
    const isJob = request.method === 'POST' && EXPORT_JOBS.test(request.url);
    if (isJob && isSuccess(answer)) {
      exported.add(reportNameOf(request.body));
    }
    return answer;
  };
  return {
    middleware,
    exported,
    finish: async () => {
      answers.end();
      await finished(answers);
      for (const [index, archive] of archives.entries()) {
        const file = path.join(folder, `${index}${EXPORT_EXTENSION}`);
        await writeFile(file, firstMember(archive));
      }
    },
  };
}

/** A job that was refused replaces nothing. */
const isSuccess = ({ status }: { readonly status: number }): boolean =>
  status >= 200 && status < 300;

function reportNameOf(body: string): string {
  const { reportName } = JSON.parse(body) as { reportName: string };
  return reportName;
}

/** https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7: the emulator's archives have sizes in front. */
export function firstMember(archive: Buffer): Buffer {
  const headerLength = 30;
  const compressedSize = archive.readUInt32LE(18);
  const start =
    headerLength + archive.readUInt16LE(26) + archive.readUInt16LE(28);
  return inflateRawSync(archive.subarray(start, start + compressedSize));
}
