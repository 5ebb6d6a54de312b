/** `npm run demo`: collects an emulated tenant, made here and now. Needs no credentials and no network. */
import { projectRoot } from './collect/runCollect';
import { collectDemo } from './demo/collectDemo';
import { runCommand } from './runCommand';
import { askedRunOptions } from './runs/options';

async function main(): Promise<void> {
  const options = askedRunOptions(
    'npm run demo',
    'Collects an emulated tenant, made here and now.',
  );
  if (options) {
    process.exitCode = await collectDemo(projectRoot, options);
  }
}

void runCommand(main);
