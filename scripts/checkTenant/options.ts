/** What the command line of `npm run check:tenant` takes. */
import { coded } from '../../src/graph/basics/messageCodes';
import { readArguments, UsageError } from '../arguments';

export interface CommandOptions {
  readonly help: boolean;
  readonly json: boolean;
  readonly seconds: number;
  readonly postsExports: boolean;
}

/** As long as an operator waits; a tenant that answers quickly takes a third of it. */
const DEFAULT_SECONDS = 15;
const MOST_SECONDS = 600;

export const help = `Checks the tenant of .env before its first run. It reads only, downloads no
export, and prints nothing of people.

  npm run check:tenant -- [--json] [--seconds <n>] [--no-exports]

  --json         prints one JSON object, described in docs/check-tenant.md
  --seconds <n>  how long everything may take; default: ${DEFAULT_SECONDS}
  --no-exports   posts no export job
  --help         prints this

Exit codes: 0 a run would be complete, 2 it would be partial, 1 it would come
to nothing.`;

/** @throws UsageError */
export function readOptions(args: readonly string[]): CommandOptions {
  const { values } = readArguments({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      json: { type: 'boolean', default: false },
      seconds: { type: 'string', default: String(DEFAULT_SECONDS) },
      'no-exports': { type: 'boolean', default: false },
    },
  });
  const seconds = Number(values.seconds);
  if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
    throw new UsageError(
      coded(
        'M365-CHECK-013',
        `--seconds takes a number from 1 to ${MOST_SECONDS}, and not ${values.seconds}.`,
      ),
    );
  }
  return {
    help: values.help === true,
    json: values.json === true,
    seconds,
    postsExports: values['no-exports'] !== true,
  };
}
