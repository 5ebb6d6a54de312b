/** What is wrong with a downloaded file; `fetchExport` makes an `ExportUnavailableError` of it. */

export type ExportFileFault =
  /** Broken on its way, perhaps: worth another download. */
  | 'transfer'
  /** Not what an export looks like, or beyond a limit: would come again. */
  | 'content'
  | 'missingColumn';

export class ExportFileError extends Error {
  readonly fault: ExportFileFault;

  constructor(fault: ExportFileFault, detail: string) {
    super(detail);
    this.fault = fault;
  }
}
