/** `npm run build [-- <folder>]`: makes the npm package that `npm publish` takes, in `dist` or the folder that is named. */
import path from 'node:path';
import { buildPackage } from './build/buildPackage';
import { printedHelp } from './help';

const HELP = `Usage: npm run build [-- <folder>]

Makes the npm package that npm publish takes, in the folder (default: dist).`;

async function main(): Promise<void> {
  if (printedHelp(HELP)) {
    return;
  }
  const [folder = 'dist'] = process.argv.slice(2);
  await buildPackage(path.resolve(folder));
  console.log(`The package is in ${folder}. npm pack ./${folder} packs it.`);
}

void main();
