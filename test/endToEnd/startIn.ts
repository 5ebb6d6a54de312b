/** `npm start` for another folder, as a process of its own that a test can interrupt. */
import { collectAndReport } from '../../scripts/collect/runCollect';
import { parseRunOptions } from '../../scripts/runs/options';

async function main(): Promise<void> {
  const [folder, ...options] = process.argv.slice(2);
  process.exitCode = await collectAndReport(
    process.env,
    folder,
    parseRunOptions(options),
  );
}

void main();
