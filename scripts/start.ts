/** `npm start`: collects the tenant that .env names. */
import { collectAndReport, projectRoot } from './collect/runCollect';
import { runCommand } from './runCommand';
import { askedRunOptions } from './runs/options';

async function main(): Promise<void> {
  const options = askedRunOptions('npm start', 'Collects the tenant of .env.');
  if (!options) {
    return;
  }
  if (options.log === 'text') {
    console.log(
      'Collecting the tenant of .env with j1-integration collect ...\n',
    );
  }
  process.exitCode = await collectAndReport(process.env, projectRoot, options);
}

void runCommand(main);
