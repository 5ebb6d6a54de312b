/** Everything that is wrong with a configuration or with options, a line each. */

/** Behind the code of each problem. */
const BETWEEN = /(?<=\[M365-[A-Z]+-\d{3}\]); /;

/**
 * `<title>: <problem>; <problem>.` as a title and a line for each problem; any
 * other message as it is.
 */
export function inLines(title: string, message: string): string {
  const beginning = `${title}: `;
  if (!message.startsWith(beginning)) {
    return message;
  }
  const problems = message
    .slice(beginning.length)
    .replace(/\.$/, '')
    .split(BETWEEN);
  return [`${title}:`, ...problems.map((problem) => `  ${problem}`)].join('\n');
}
