/** From a job to rows: through a file in a private directory, which is removed afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDownloadUrl, type Cloud } from '../clouds/clouds';
import { errorCode, errorMessage, GraphProtocolError } from '../errors/errors';
import type { GraphLogger } from '../basics/logger';
import { download } from './download';
import { decideDownload } from './downloadDecision';
import type { ExportAccess } from './exportAccess';
import { LocalFileError } from './exportErrors';
import { readExportFile } from './exportFile';
import type { ExportJob } from './exportJob';
import {
  exportEndpoint,
  ExportUnavailableError,
  type ExportReader,
  type ExportRequest,
} from './exportRequest';
import { coded } from '../basics/messageCodes';

/**
 * Reads a job's file into the reader that `begin` makes. Each download gets a new
 * reader, so the one that comes back has nothing of a damaged file.
 *
 * @throws ExportUnavailableError when the data have to come from another source;
 * another GraphError for all else
 */
export async function fetchExport<
  Column extends string,
  Reader extends ExportReader<Column>,
>(
  request: ExportRequest<Column>,
  begin: () => Reader,
  job: ExportJob,
  access: ExportAccess,
): Promise<Reader> {
  const url = await job.url();
  const directory = await makeDirectory();
  try {
    const path = join(directory, 'export.zip');
    return await fetchUntilWhole(request, begin, { job, url, path }, access);
  } finally {
    await removeDirectory(directory, access.logger);
  }
}

interface Target {
  readonly job: ExportJob;
  /** The first address of the file. */
  readonly url: string;
  /** The path that the file gets here. */
  readonly path: string;
}

/** Downloads until a file is whole, or another download would not help. */
async function fetchUntilWhole<
  Column extends string,
  Reader extends ExportReader<Column>,
>(
  request: ExportRequest<Column>,
  begin: () => Reader,
  { job, url: firstUrl, path }: Target,
  access: ExportAccess,
): Promise<Reader> {
  const { reportName } = request;
  const failures: Error[] = [];
  let url = firstUrl;
  for (;;) {
    const reader = begin();
    const failure = await tryFetch(request, url, path, reader, access);
    if (!failure) {
      return reader;
    }
    const decision = decideDownload(failure, failures, {
      reportName,
      maxDownloads: access.limits.maxDownloads,
      random: access.random,
    });
    failures.push(failure);
    if (decision.kind === 'giveUp') {
      throw decision.error;
    }
    access.logger.info(
      { reportName, reason: errorMessage(failure) },
      'An export will be downloaded again',
    );
    if (decision.kind === 'freshUrl') {
      url = await job.freshUrl();
    } else {
      await access.clock.sleep(decision.delayMs, access.signal);
    }
  }
}

/** Downloads once and reads the file to its end. @returns what was wrong, if anything */
async function tryFetch<Column extends string>(
  request: ExportRequest<Column>,
  url: string,
  path: string,
  reader: ExportReader<Column>,
  access: ExportAccess,
): Promise<Error | undefined> {
  const { reportName } = request;
  const { connections, cloud, limits, clock, signal } = access;
  if (!isDownloadUrl(cloud, url)) {
    throw strangeHost(reportName, cloud);
  }
  try {
    const endpoint = `GET ${reportName}.zip`;
    const now = () => clock.now();
    await download(url, path, { endpoint, connections, limits, now, signal });
    await readFile(request, path, reader, access);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function readFile<Column extends string>(
  request: ExportRequest<Column>,
  path: string,
  reader: ExportReader<Column>,
  { limits, logger, signal, giveWay }: ExportAccess,
): Promise<void> {
  let rowCount = 0;
  let damagedRows = 0;
  const onDamaged = (count: number) => {
    damagedRows = count;
  };
  for await (const rows of readExportFile(path, request, limits, onDamaged)) {
    rowCount += rows.length;
    reader.add(rows);
    await giveWay();
    signal.throwIfAborted();
  }
  const { reportName } = request;
  logger.debug({ reportName, rowCount }, 'An export was downloaded');
  if (damagedRows > 0) {
    reader.leaveOut(damagedRows);
  }
}

/** @throws LocalFileError */
async function makeDirectory(): Promise<string> {
  try {
    // `mkdtemp` lets nobody else in.
    return await mkdtemp(join(tmpdir(), 'graph-microsoft-365-'));
  } catch (error) {
    throw new LocalFileError(error);
  }
}

/** A directory that cannot be removed is logged and fails nothing. */
async function removeDirectory(
  directory: string,
  logger: GraphLogger,
): Promise<void> {
  try {
    await rm(directory, { recursive: true, force: true });
  } catch (error) {
    logger.warn(
      { directory, reason: errorCode(error) },
      coded(
        'M365-LOG-001',
        'A temporary directory with a report export could not be removed: remove it by hand',
      ),
    );
  }
}

/** The error for a host to which nothing was sent. Where our list of hosts may be wrong, the step uses its other source. */
function strangeHost(reportName: string, cloud: Cloud): Error {
  const detail = `the ${reportName} file is on a host that exports do not come from`;
  return cloud.isExportHostCertain
    ? new GraphProtocolError(exportEndpoint, detail)
    : new ExportUnavailableError(reportName, 'refused', detail);
}
