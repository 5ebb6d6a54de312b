/**
 * `npm run report`: makes one HTML file of what `npm run demo` or `npm start`
 * left in `.j1-integration`, or in the folder that is given.
 */
import path from 'node:path';
import { UnreadableCollectionError } from './report/collection';
import { makeReport } from './report/makeReport';

const defaultFolder = path.join(__dirname, '..', '.j1-integration');

async function main(): Promise<void> {
  const folder = process.argv[2] ?? defaultFolder;
  try {
    const file = await makeReport(folder);
    console.log(`The report is ${path.relative(process.cwd(), file)}.`);
  } catch (error) {
    if (!(error instanceof UnreadableCollectionError)) {
      throw error;
    }
    console.error(error.message);
    process.exitCode = 1;
  }
}

void main();
