/** The options that commands which make a run have in common. */
import { exitCodes } from '../exitCodes';
import { printProblem } from '../problem';
import { coded } from '../../src/graph/basics/messageCodes';
import { readArguments, UsageError } from '../arguments';

const DEFAULT_KEEP = 10;

export interface RunOptions {
  readonly isHelp: boolean;
  /** Prints a count for each type. */
  readonly isVerbose: boolean;
  readonly log: 'text' | 'json';
  /** How many runs stay on disk. */
  readonly keep: number;
}

/** A line for each option. */
export const optionLines = [
  `  --keep <number>    how many runs stay in .j1-integration-runs (default ${DEFAULT_KEEP})`,
  '  --log <text|json>  lines for people, or JSON, one object a line',
  '  --verbose          at the end also each type, the cost of each workload, and the events',
  '  --help             this text; nothing is collected',
].join('\n');

/**
 * @param argv without the names of the program and the script
 * @throws UsageError
 */
export function parseRunOptions(argv: readonly string[]): RunOptions {
  const { help, verbose, log, keep } = parse(argv);
  if (log !== 'text' && log !== 'json') {
    throw new UsageError(
      coded('M365-RUN-010', `--log must be text or json, and is "${log}".`),
    );
  }
  if (!/^[1-9]\d{0,5}$/.test(keep)) {
    throw new UsageError(
      coded(
        'M365-RUN-011',
        `--keep must be a number from 1 to 999999, and is "${keep}".`,
      ),
    );
  }
  return { isHelp: help, isVerbose: verbose, log, keep: Number(keep) };
}

function parse(argv: readonly string[]) {
  const { values } = readArguments({
    args: [...argv],
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      verbose: { type: 'boolean', default: false },
      log: { type: 'string', default: 'text' },
      keep: { type: 'string', default: String(DEFAULT_KEEP) },
    },
  });
  return values;
}

/**
 * The options of this process. undefined when there is nothing to run: help was
 * asked for, or an option is wrong; that has been printed, and the exit code is set.
 *
 * @param command such as `npm start`
 */
export function askedRunOptions(
  command: string,
  what: string,
): RunOptions | undefined {
  const help = `Usage: ${command} -- [options]\n\n${what}\n\n${optionLines}`;
  try {
    const options = parseRunOptions(process.argv.slice(2));
    if (!options.isHelp) {
      return options;
    }
    console.log(help);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    printProblem(error.message, help);
    process.exitCode = exitCodes.unusable;
  }
  return undefined;
}
