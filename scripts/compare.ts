/**
 * `npm run collect:compare -- <old> <new>`: what differs between two results, by
 * type, key and property. Results of the published integration can be read, too.
 */
import { compareResults } from './compare/compareResults';
import { printReading } from './report/collection';

const USAGE =
  'Usage: npm run collect:compare -- <older folder> <newer folder>, each such as .j1-integration';

const [older, newer, ...others] = process.argv.slice(2);
if (older === undefined || newer === undefined || others.length > 0) {
  console.error(USAGE);
  process.exitCode = 1;
} else {
  void printReading(() => compareResults(older, newer));
}
