/**
 * `npm run permissions`: what the application of .env may read, against what
 * the steps need; collects nothing. Ends with 0 when nothing required is
 * missing.
 */
import { errorMessage } from '../src/graph/errors/errors';
import { checkPermissions } from './permissions/check';

async function main(): Promise<void> {
  try {
    const isComplete = await checkPermissions(console.log);
    process.exitCode = isComplete ? 0 : 1;
  } catch (error) {
    console.error(errorMessage(error));
    process.exitCode = 1;
  }
}

void main();
