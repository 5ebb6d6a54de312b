/** What may be wrong with the file of an export. */
import { tmpdir } from 'node:os';
import { getSystemErrorMap } from 'node:util';
import { errorCode, GraphError } from '../errors/errors';
import { exportEndpoint } from './exportRequest';

export type ExportFileFault =
  /** Broken on its way, perhaps: worth another download. */
  | 'transfer'
  /** Not what an export looks like, or beyond a limit: would come again. */
  | 'content'
  | 'missingColumn';

/** The fault of a downloaded file; `fetchExport` makes an `ExportUnavailableError` of it. */
export class ExportFileError extends Error {
  readonly fault: ExportFileFault;

  constructor(fault: ExportFileFault, detail: string) {
    super(detail);
    this.fault = fault;
  }
}

/** This machine cannot keep the file: neither Graph's fault nor worth another download. */
export class LocalFileError extends GraphError {
  readonly messageCode = 'M365-GRAPH-010';
  /** Node's: `ENOSPC`, `EACCES`. https://nodejs.org/api/errors.html#common-system-errors */
  readonly code: string;

  /** @param error of the file system; its message would hold the path */
  constructor(error: unknown) {
    const code = errorCode(error);
    super(
      exportEndpoint,
      `A report export cannot be kept in ${tmpdir()}, the directory for temporary files: ${describe(code)}. ` +
        'Make room there, or name another directory in the environment variable TMPDIR (TEMP on Windows).',
    );
    this.code = code;
  }
}

/** Of the file system, not of the file: its code is the operating system's. */
export function isFileSystemError(error: unknown): boolean {
  const code = errorCode(error);
  return [...getSystemErrorMap().values()].some(([name]) => name === code);
}

/** `no space left on device (ENOSPC)` */
function describe(code: string): string {
  const systemErrors = [...getSystemErrorMap().values()];
  const text = systemErrors.find(([name]) => name === code)?.[1];
  return text === undefined ? code : `${text} (${code})`;
}
