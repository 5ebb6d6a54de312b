/** Reads an export through a scripted client, its file from a server on this machine. */
import type { ServerResponse } from 'node:http';
import { emulatedCloud } from '../../src/graph/clouds/clouds';
import type { GraphClient } from '../../src/graph/client';
import type {
  ExportReader,
  ExportRequest,
  ExportRow,
} from '../../src/graph/exports/exportRequest';
import type { GraphLimits } from '../../src/graph/basics/limits';
import type { HttpsServer } from './httpsServer';
import { scriptedClient, type ScriptedClient } from './scriptedClient';
import type { Script } from './scriptedTransport';

/** Nothing but the script answers there. */
const cloud = emulatedCloud('https://localhost:1');

export const SIGNATURE = 'sig=secret';

/** Where the server has the file. */
export function fileUrl({ origin }: HttpsServer): string {
  return `${origin}/container/AppInvRawData_1.zip?${SIGNATURE}`;
}

export function exportClient(
  script: Script,
  { ca }: HttpsServer,
  limits: Partial<GraphLimits> = {},
): ScriptedClient {
  return scriptedClient(script, { cloud, ca, limits });
}

export interface ExportReading<Column extends string> {
  readonly rows: ExportRow<Column>[];
  readonly failure: unknown;
}

/** Keeps all rows. */
export class RowList<Column extends string> implements ExportReader<Column> {
  readonly rows: ExportRow<Column>[] = [];
  damagedRows: number | undefined;

  add(rows: readonly ExportRow<Column>[]): void {
    this.rows.push(...rows);
  }

  leaveOut(damagedRows: number): void {
    this.damagedRows = damagedRows;
  }
}

/** All rows of an export. @throws what the client throws */
export async function allRows<Column extends string>(
  graph: GraphClient,
  request: ExportRequest<Column>,
): Promise<ExportRow<Column>[]> {
  const { rows } = await graph.readExport(request, () => new RowList<Column>());
  return rows;
}

/** Reads to the end, or to the failure. */
export async function readExport<Column extends string>(
  { client }: ScriptedClient,
  request: ExportRequest<Column>,
): Promise<ExportReading<Column>> {
  try {
    return { rows: await allRows(client, request), failure: undefined };
  } catch (failure) {
    return { rows: [], failure };
  }
}

/** Answers every download with this file, and counts them. */
export function serveFile(
  server: HttpsServer,
  file: Buffer,
  status = 200,
): { downloads: number } {
  return serveFiles(server, [{ file, status }]);
}

/** One answer a download; the last one again and again. */
export function serveFiles(
  server: HttpsServer,
  answers: readonly { readonly file: Buffer; readonly status?: number }[],
): { downloads: number } {
  const count = { downloads: 0 };
  server.answer = (_, response: ServerResponse) => {
    const index = Math.min(count.downloads, answers.length - 1);
    count.downloads += 1;
    response.statusCode = answers[index].status ?? 200;
    response.end(answers[index].file);
  };
  return count;
}
