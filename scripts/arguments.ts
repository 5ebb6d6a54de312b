/** The arguments of a command. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { coded } from '../src/graph/basics/messageCodes';
import { UserError } from './problem';

/** Its message says what is wrong with an argument; a command prints it, touches nothing and ends with 1. */
export class UsageError extends UserError {}

/** As Node.js reads them. @throws UsageError for what is no option, or has no value */
export function readArguments<const Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(coded('M365-RUN-012', (error as Error).message), {
      cause: error,
    });
  }
}
