/**
 * `npm run collect:compare -- <old> <new>`: what differs between two results, by
 * type, key and property. Results of the published integration can be read, too.
 */
import { coded } from '../src/graph/basics/messageCodes';
import { UsageError } from './arguments';
import { compareResults } from './compare/compareResults';
import { printedHelp } from './help';
import { runCommand } from './runCommand';

const USAGE = `Usage: npm run collect:compare -- <older folder> <newer folder>

Prints what differs between two results, each a folder such as .j1-integration.`;

async function main(): Promise<void> {
  if (printedHelp(USAGE)) {
    return;
  }
  const [older, newer, ...others] = process.argv.slice(2);
  if (older === undefined || newer === undefined || others.length > 0) {
    throw new UsageError(coded('M365-REPORT-006', 'Two folders are needed.'));
  }
  console.log(await compareResults(older, newer));
}

void runCommand(main, USAGE);
