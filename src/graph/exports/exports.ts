/** The exports of one client: those posted ahead, and their rows. */
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

/** Posts the job now; where that fails, `readExport` posts it anew. */
export function prepareExport(
  request: ExportRequest<string>,
  access: ExportAccess,
): void {
  const key = exportKey(request);
  if (!access.prepared.has(key)) {
    const posted = postJob(request, access);
    // Until the rows are wanted, nobody looks at it.
    posted.catch(() => undefined);
    access.prepared.set(key, posted);
  }
}

/** Whether the application gets no exports at all, by the answers to what was prepared. */
export async function areExportsRefused({
  prepared,
  gate,
  signal,
}: Pick<ExportAccess, 'prepared' | 'gate' | 'signal'>): Promise<boolean> {
  for (const posted of prepared.values()) {
    if (gate.isKnown) {
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
  // Once only: a second reader gets data of its own time.
  access.prepared.delete(key);
  try {
    const posted = await unlessAborted(
      // A failure that was kept may be hours old, and over.
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
