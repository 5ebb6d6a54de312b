/** Generated parts of a Markdown file stand between two comments. */

/**
 * @param name as in `<!-- generated:name -->` … `<!-- /generated:name -->`
 * @throws when the file has no such pair
 */
export function replaceGenerated(
  markdown: string,
  name: string,
  content: string,
): string {
  const start = `<!-- generated:${name} -->`;
  const end = `<!-- /generated:${name} -->`;
  const from = markdown.indexOf(start);
  const to = markdown.indexOf(end);
  if (from === -1 || to < from) {
    throw new Error(`The document lacks ${start} … ${end}`);
  }
  return `${markdown.slice(0, from + start.length)}\n\n${content}\n\n${markdown.slice(to)}`;
}

/** Rows of cells as a Markdown table; prettier aligns it. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}
