/** The exports of one client: posts jobs ahead, and reads their rows. */
import { GraphAbortError } from '../errors/errors';
import { unlessAborted } from '../basics/unlessAborted';
import type { ExportAccess } from './exportAccess';
import { ExportJob } from './exportJob';
import {
  exportEndpoint,
  type ExportReader,
  type ExportRequest,
} from './exportRequest';
import { fetchExport } from './fetchExport';
import { postJob } from './postJob';

/**
 * Posts the job now, unless it was posted already. If that fails, `readExport` posts
 * it again.
 *
 * @param waiting ends the waiting for the answer, and not the job
 * @returns whether Intune accepts the job, as soon as it has answered
 */
export function prepareExport(
  request: ExportRequest<string>,
  access: ExportAccess,
  waiting: AbortSignal,
): Promise<boolean> {
  const key = exportKey(request);
  const posted = access.prepared.get(key) ?? postJob(request, access);
  access.prepared.set(key, posted);
  // `readExport` meets a failure; until then nobody looks at it.
  posted.catch(() => undefined);
  return unlessAborted(() => posted, waiting).then(
    () => true,
    () => false,
  );
}

/** A job that was posted, of whose file nothing is read. */
export interface TriedExport {
  /** Waits until the file is there. @returns the host that has it @throws ExportUnavailableError */
  readonly host: () => Promise<string>;
}

/** Posts a job, to find out what comes of it. @throws GraphError, see `postJob` */
export async function tryExport(
  request: ExportRequest<string>,
  access: ExportAccess,
): Promise<TriedExport> {
  const job = new ExportJob(request, await postJob(request, access), access);
  return { host: async () => new URL(await job.url()).host };
}

/** Whether the application gets no exports at all, by the answers to what was prepared. */
export async function areExportsRefused({
  prepared,
  gate,
  signal,
}: Pick<ExportAccess, 'prepared' | 'gate' | 'signal'>): Promise<boolean> {
  for (const posted of prepared.values()) {
    if (gate.isAccessKnown) {
      break;
    }
    await unlessAborted(() => posted, signal).catch(() => undefined);
  }
  return gate.isOff;
}

/** Reads the file of the prepared job, or of one that is posted now. @throws GraphError, see `fetchExport` */
export async function readExport<
  Column extends string,
  Reader extends ExportReader<Column>,
>(
  request: ExportRequest<Column>,
  begin: () => Reader,
  access: ExportAccess,
): Promise<Reader> {
  const key = exportKey(request);
  const prepared = access.prepared.get(key);
  // Used once only, so that a second reader gets data from its own time.
  access.prepared.delete(key);
  try {
    const posted = await unlessAborted(
      // The failure of a prepared job may be hours old, and its cause may be gone.
      () =>
        prepared?.catch(() => postJob(request, access)) ??
        postJob(request, access),
      access.signal,
    );
    const job = new ExportJob(request, posted, access);
    return await fetchExport(request, begin, job, access);
  } catch (error) {
    throw access.signal.aborted ? new GraphAbortError(exportEndpoint) : error;
  }
}

/** Two requests with the same key want the same file. */
function exportKey({
  reportName,
  filter,
  columns,
  optionalColumns,
}: ExportRequest<string>): string {
  return JSON.stringify([reportName, filter, columns, optionalColumns]);
}
