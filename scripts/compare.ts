/**
 * `npm run collect:compare -- <old> <new>`: what differs between two results, by
 * type, key and property. Results of the published integration can be read, too.
 */
import { compareResults } from './compare/compareResults';
import { printReading } from './report/collection';
import { printedHelp } from './help';

const USAGE = `Usage: npm run collect:compare -- <older folder> <newer folder>

Prints what differs between two results, each a folder such as .j1-integration.`;

function main(): void {
  if (printedHelp(USAGE)) {
    return;
  }
  const [older, newer, ...others] = process.argv.slice(2);
  if (older === undefined || newer === undefined || others.length > 0) {
    console.error(USAGE);
    process.exitCode = 1;
  } else {
    void printReading(() => compareResults(older, newer));
  }
}

main();
