/** From a job to rows: through a file in a directory of its own, checked before anything is made of it. */
import { join } from 'node:path';
import { isDownloadUrl, type Cloud } from '../clouds';
import { errorMessage, GraphProtocolError } from '../errors';
import { download } from './download';
import { decideDownload } from './downloadDecision';
import type { ExportAccess } from './exportAccess';
import { checkExportFile, readExportFile } from './exportFile';
import type { ExportJob } from './exportJob';
import { makeDirectory, removeDirectory } from './temporaryDirectory';
import {
  exportEndpoint,
  ExportUnavailableError,
  type ExportRequest,
  type ExportRow,
} from './exportRequest';

/**
 * Yields the rows of a job's file. It is read twice, so that whatever is wrong
 * with it is known before the first rows are given away.
 *
 * @throws ExportUnavailableError before the first rows; another GraphError for all else
 */
export async function* fetchExport<Column extends string>(
  request: ExportRequest<Column>,
  job: ExportJob,
  access: ExportAccess,
): AsyncGenerator<ExportRow<Column>[], void, undefined> {
  const url = await job.url();
  const directory = await makeDirectory();
  try {
    const path = join(directory, 'export.zip');
    await fetchFile(request, { job, url, path }, access);
    const file = readExportFile(path, request.columns, access.limits);
    for await (const rows of file) {
      access.signal.throwIfAborted();
      yield rows;
    }
  } finally {
    await removeDirectory(directory, access.logger);
  }
}

interface Target {
  readonly job: ExportJob;
  /** Where the file is at first. */
  readonly url: string;
  /** Where it shall be. */
  readonly path: string;
}

/** Downloads until the file is whole, or there is no hope of it. */
async function fetchFile(
  request: ExportRequest<string>,
  { job, url: firstUrl, path }: Target,
  access: ExportAccess,
): Promise<void> {
  const { reportName } = request;
  const failures: Error[] = [];
  let url = firstUrl;
  for (;;) {
    const failure = await tryFetch(request, url, path, access);
    if (!failure) {
      return;
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

/** Downloads once and reads the file to its end; returns what was wrong with it. */
async function tryFetch(
  { reportName, columns }: ExportRequest<string>,
  url: string,
  path: string,
  { agent, cloud, limits, clock, logger, signal }: ExportAccess,
): Promise<Error | undefined> {
  if (!isDownloadUrl(cloud, url)) {
    throw strangeHost(reportName, cloud);
  }
  try {
    const endpoint = `GET ${reportName}.zip`;
    const now = () => clock.now();
    await download(url, path, { endpoint, agent, limits, now, signal });
    const rowCount = await checkExportFile(path, columns, limits, signal);
    logger.debug({ reportName, rowCount }, 'An export was downloaded');
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Nothing was sent there. Where that host may be our mistake, the step takes its other source. */
function strangeHost(reportName: string, cloud: Cloud): Error {
  const detail = `the ${reportName} file is on a host that exports do not come from`;
  return cloud.isExportHostCertain
    ? new GraphProtocolError(exportEndpoint, detail)
    : new ExportUnavailableError(reportName, 'refused', detail);
}
