/**
 * The text of an export. It looks like CSV, but a parser of RFC 4180 trips over it: there is a byte order mark, quotes
 * stand bare in fields that have none around them, and rows differ in length.
 */
import type { Cell } from './report';

const byteOrderMark = '\uFEFF';
const rowsPerChunk = 2000;
/** A row in so many loses its empty end, another gets a comma too many. */
const raggedEvery = 50;

export function* csvOf(
  headers: readonly string[],
  rows: Iterable<readonly Cell[]>,
): Iterable<string> {
  let chunk = `${byteOrderMark}${headers.join(',')}\r\n`;
  let count = 0;
  for (const row of rows) {
    chunk += `${line(row, count)}\r\n`;
    count += 1;
    if (count % rowsPerChunk === 0) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

function line(row: readonly Cell[], index: number): string {
  const text = row.map(field).join(',');
  if (index % raggedEvery === 7) return text.replace(/,+$/, '');
  return index % raggedEvery === 23 ? `${text},` : text;
}

/** Quoted only where the field could not be told from its neighbours. */
function field(cell: Cell): string {
  if (typeof cell === 'boolean') return cell ? 'True' : 'False';
  if (typeof cell === 'number') return String(cell);
  // Called for millions of cells: much faster than one regular expression.
  const isAmbiguous =
    cell.startsWith('"') || cell.includes(',') || cell.includes('\n');
  return isAmbiguous ? `"${cell.replaceAll('"', '""')}"` : cell;
}
