/** Why a run did not come to its end, as its log and its errors say. */
import { findFileError } from '../runs/fileErrors';
import type { LogLine } from './logLines';
import { describeMistyped } from '../../src/config/validateShape';
import { coded, type CodedText } from '../../src/graph/basics/messageCodes';
import { asCoded } from '../problem';

/** The SDK's: nothing was asked of the tenant's data, or the login was refused. */
const configurationCodes: ReadonlySet<string> = new Set([
  'CONFIG_VALIDATION_ERROR',
  'LOCAL_CONFIG_FIELD_MISSING',
  'LOCAL_CONFIG_FIELD_TYPE_MISMATCH',
]);

export interface Failure {
  /** Sentences for a person. */
  readonly message: CodedText;
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
  const [, thrown] =
    /^\w*Error: (.+?)(?=\n +at |$(?![^]))/ms.exec(errors) ?? [];
  const [, thrownCode = ''] = /^ *code: '(\w+)'/m.exec(errors) ?? [];
  const said = fatal?.err?.message ?? thrown;
  return {
    message:
      findFileError(errors, folder) ??
      (said === undefined
        ? coded('M365-RUN-007', `j1-integration ended with ${exitCode}.`)
        : (describeMistyped(said) ?? asCoded(said))),
    isOfConfiguration: configurationCodes.has(fatal?.code ?? thrownCode),
  };
}
