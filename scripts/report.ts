/**
 * `npm run report`: makes one HTML file of what `npm run demo` or `npm start`
 * left in `.j1-integration`, or in the folder that is given.
 */
import path from 'node:path';
import { printReading } from './report/collection';
import { makeReport } from './report/makeReport';

const defaultFolder = path.join(__dirname, '..', '.j1-integration');

void printReading(async () => {
  const file = await makeReport(process.argv[2] ?? defaultFolder);
  return `The report is ${path.relative(process.cwd(), file)}.`;
});
