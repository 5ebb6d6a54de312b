/** `npm start` for another folder, as a process of its own that a test can interrupt. */
import { collectAndReport } from '../../scripts/collect/runCollect';

async function main(): Promise<void> {
  process.exitCode = await collectAndReport(process.env, process.argv[2]);
}

void main();
