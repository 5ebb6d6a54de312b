/** The help of a command. Whoever asks for it wants nothing to run. */

/**
 * Prints the help when the arguments ask for it.
 *
 * @param help what the command does, and its options
 * @returns whether it was asked for: there is nothing else to do then
 */
export function printedHelp(
  help: string,
  args: readonly string[] = process.argv.slice(2),
): boolean {
  const isAsked = args.includes('--help') || args.includes('-h');
  if (isAsked) {
    console.log(help);
  }
  return isAsked;
}
