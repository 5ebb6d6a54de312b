/** Tables and numbers in Markdown. */

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
export const ratio = (value: number): string => value.toFixed(2);
export const count = (value: number): string => value.toLocaleString('en-US');

export function table(
  head: readonly string[],
  body: readonly (readonly string[])[],
): string {
  const lines = [head, ...body];
  const widths = head.map((_, column) =>
    Math.max(3, ...lines.map((line) => line[column].length)),
  );
  const render = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [render(head), render(rule), ...body.map(render)].join('\n');
}
