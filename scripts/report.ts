/**
 * `npm run report`: makes one HTML file of what `npm run demo` or `npm start`
 * left in `.j1-integration`, or in the folder that is given.
 */
import path from 'node:path';
import { OWNER_ONLY } from '../src/run/storage/storageFolder';
import { runReport, USAGE } from './report/command';
import { runCommand } from './runCommand';

const defaultFolder = path.join(__dirname, '..', '.j1-integration');

// The page and the tables name people and devices.
process.umask(OWNER_ONLY);
void runCommand(
  async () =>
    console.log(await runReport(process.argv.slice(2), defaultFolder)),
  USAGE,
);
