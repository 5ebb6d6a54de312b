/** How every command of a user begins and, where something is wrong, ends. */
import { isCoded } from '../src/graph/basics/messageCodes';
import { errorMessage, GraphError } from '../src/graph/errors/errors';
import { UsageError } from './arguments';
import { exitCodes } from './exitCodes';
import { printProblem, problemOf } from './problem';

/**
 * Whatever the command throws is printed, and the exit code is 1.
 *
 * @param usage what follows when an argument is wrong
 */
export async function runCommand(
  command: () => void | Promise<void>,
  usage?: string,
): Promise<void> {
  try {
    await command();
  } catch (error) {
    printProblem(problemOf(error), whatFollows(error, usage));
    process.exitCode = exitCodes.unusable;
  }
}

/** Of a mistake of ours, support needs the place. */
function whatFollows(error: unknown, usage?: string): string | undefined {
  if (error instanceof UsageError) {
    return usage;
  }
  const isForeseen =
    error instanceof GraphError || isCoded(errorMessage(error));
  return error instanceof Error && !isForeseen ? error.stack : undefined;
}
