/** `npm start`: collects the tenant that .env names. */
import { collectAndReport } from './collect/runCollect';

async function main(): Promise<void> {
  console.log(
    'Collecting the tenant of .env with j1-integration collect ...\n',
  );
  process.exitCode = await collectAndReport(process.env);
}

void main();
