/**
 * `npm run soak:runs -- [--rounds 20] [--seed 1]`: runs in a row in one folder,
 * most of them killed at a random moment. Each must leave a latest result that
 * is whole.
 */
import { parseArgs } from 'node:util';
import { soakRuns } from './soakRuns/rounds';
import { printedHelp } from './help';

const HELP = `Usage: npm run soak:runs [-- --rounds <number>] [--seed <number>]

Makes runs in a row in one folder, most of them killed at a random moment, and looks at what each leaves.

  --rounds <number>  how many (default 20)
  --seed <number>    of the moments (default 1)
  --help             prints this`;

async function main(): Promise<void> {
  if (printedHelp(HELP)) {
    return;
  }
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
    },
  });
  const wrong = await soakRuns({
    rounds: Number(values.rounds),
    seed: Number(values.seed),
    print: (text) => console.log(text),
  });
  process.exitCode = wrong === 0 ? 0 : 1;
}

void main();
