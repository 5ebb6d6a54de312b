/** `npm run upload`, and what the image of a collector runs: collects a tenant and uploads it to JupiterOne. */
import { exitCodeOf } from './collect/childRun';
import { exitCodes } from './exitCodes';
import { asCoded, printProblem, problemOf } from './problem';
import { upload } from './upload/command';
import { createRedactor, secretsOf } from './upload/redaction';
import { listenForEnd } from './upload/signals';

/** Of a mistake of ours, or of a package: also then, nothing secret is printed. */
function endUnexpectedly(error: unknown): never {
  const redact = createRedactor(secretsOf(process.env));
  const stack = error instanceof Error ? error.stack : undefined;
  printProblem(
    asCoded(redact(problemOf(error))),
    stack === undefined ? undefined : redact(stack),
  );
  process.exit(exitCodes.unusable);
}

async function main(): Promise<void> {
  const interrupted = listenForEnd((error) =>
    error.signal === undefined
      ? endUnexpectedly(error)
      : process.exit(exitCodeOf(error.signal)),
  );
  const exitCode = await upload({
    args: process.argv.slice(2),
    folder: process.cwd(),
    interrupted,
  });
  // What was given up may still be under way.
  process.exit(exitCode);
}

main().catch(endUnexpectedly);
