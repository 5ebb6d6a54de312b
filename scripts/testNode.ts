/** `npm run test:node [-- <major> …] [--tests <path>]`: unit tests and demo on each version of Node.js that is supported. */
import { parseArgs } from 'node:util';
import { installNode, nodeVersions, runWith } from './testNode/versions';
import { printedHelp } from './help';

const HELP = `Usage: npm run test:node [-- <major version> ...] [--tests <pattern>]

Runs the unit tests and the demo on each supported version of Node.js.

  --tests <pattern>  only the test files that it fits; may be repeated
  --help             prints this`;

async function main(): Promise<void> {
  if (printedHelp(HELP)) {
    return;
  }
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { tests: { type: 'string', multiple: true, default: [] } },
  });
  const chosen = nodeVersions.filter(
    (version) =>
      positionals.length === 0 || positionals.includes(version.split('.')[0]),
  );
  if (chosen.length === 0) {
    throw new Error(`Supported are ${nodeVersions.join(', ')}.`);
  }
  const failed: string[] = [];
  for (const version of chosen) {
    const folder = await installNode(version);
    const pattern = `--testPathPattern=${values.tests.join('|')}`;
    const tests = ['run', 'test:unit', '--', pattern];
    for (const args of [tests, ['run', 'demo']]) {
      console.log(`\nNode.js ${version}: npm ${args.join(' ')}`);
      if ((await runWith(folder, args)) !== 0) {
        failed.push(`npm ${args.join(' ')} on Node.js ${version}`);
      }
    }
  }
  if (failed.length > 0) {
    throw new Error(`Failed: ${failed.join('; ')}.`);
  }
  console.log(`\nAll is well on Node.js ${chosen.join(', ')}.`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
