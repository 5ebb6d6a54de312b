/** Why a run did not come to its end, as its log and its errors say. */
import { findFileError } from '../runs/fileErrors';
import type { LogLine } from './logLines';
import { coded } from '../../src/graph/basics/messageCodes';

/** The SDK's: nothing was asked of the tenant's data, or the login was refused. */
const configurationCodes: ReadonlySet<string> = new Set([
  'CONFIG_VALIDATION_ERROR',
  'LOCAL_CONFIG_FIELD_MISSING',
  'LOCAL_CONFIG_FIELD_TYPE_MISMATCH',
]);

export interface Failure {
  /** Sentences for a person. */
  readonly message: string;
  /** The configuration was refused: the run did not begin. */
  readonly isOfConfiguration: boolean;
}

/**
 * @param fatal the log's line about it
 * @param errors what the command line printed last, which ends in a stack trace
 * @param exitCode of the command line
 * @param folder that it wrote to
 */
export function explainFailure(
  fatal: LogLine | undefined,
  errors: string,
  exitCode: number | null,
  folder: string,
): Failure {
  const [, thrown] = /^(?:\w*Error): (.+)$/m.exec(errors) ?? [];
  const [, thrownCode = ''] = /^ *code: '(\w+)'/m.exec(errors) ?? [];
  return {
    message:
      findFileError(errors, folder) ??
      fatal?.err?.message ??
      thrown ??
      coded('M365-RUN-007', `j1-integration ended with ${exitCode}.`),
    isOfConfiguration: configurationCodes.has(fatal?.code ?? thrownCode),
  };
}
