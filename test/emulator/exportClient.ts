/** Runs export jobs for the emulator's own tests: polls, downloads, unpacks and reads as leniently as clients must. */
import { inflateRawSync } from 'node:zlib';
import type { Answer, TestClient } from './testClient';

export interface JobBody {
  readonly id: string;
  readonly status: string;
  readonly url: string | null;
  readonly expirationDateTime: string;
}

export type CsvRow = Readonly<Record<string, string>>;

export const jobsPath = '/v1.0/deviceManagement/reports/exportJobs';

/** Polls until there is a URL or the job failed, and hands back every state seen. */
export async function pollJob(
  client: TestClient,
  body: unknown,
): Promise<JobBody[]> {
  const created = await client.post(jobsPath, body);
  const states = [created.json<JobBody>()];
  const isOver = ({ status, url }: JobBody) =>
    status === 'failed' || (url !== null && url !== '');
  while (states.length < 10 && !isOver(states[states.length - 1])) {
    const poll = await client.get(`${jobsPath}('${states[0].id}')`);
    states.push(poll.json<JobBody>());
  }
  return states;
}

export async function download(
  client: TestClient,
  body: unknown,
): Promise<Answer> {
  const states = await pollJob(client, body);
  return client.send(states[states.length - 1].url ?? '');
}

export async function exportRows(
  client: TestClient,
  body: unknown,
): Promise<CsvRow[]> {
  return parseCsv(unzip((await download(client, body)).bytes).text);
}

/** The one member of the archive, found by its local header. */
export function unzip(archive: Buffer) {
  const nameLength = archive.readUInt16LE(26);
  const start = 30 + nameLength + archive.readUInt16LE(28);
  const compressed = archive.subarray(start, start + archive.readUInt32LE(18));
  return {
    name: archive.subarray(30, 30 + nameLength).toString(),
    text: inflateRawSync(compressed).toString(),
  };
}

export function parseCsv(text: string): CsvRow[] {
  const [header, ...lines] = text.replace(/^\uFEFF/, '').split('\r\n');
  const names = header.split(',');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const fields = splitLine(line);
      return Object.fromEntries(
        names.map((name, index) => [name, fields[index] ?? '']),
      );
    });
}

/** A quote counts only at the start of a field. */
function splitLine(line: string): string[] {
  const fields = line.match(/(?<=^|,)("(?:[^"]|"")*"(?=,|$)|[^,]*)/g) ?? [];
  return fields.map((field) =>
    field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field,
  );
}
