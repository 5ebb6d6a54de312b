/**
 * Splits the text of an export's table into records, as fast as text can be
 * split: exports have millions of rows, and a general CSV parser took more time
 * than all else together (docs/architecture.md, Performance).
 *
 * RFC 4180, and what Intune writes beside it: a quote may stand bare inside a
 * cell, even at its beginning, when no comma or line end follows its pair.
 */

/** Where a cell or record ends, and what it holds. */
interface Read<Value> {
  readonly value: Value;
  /** Index of what follows: for a cell its comma or line end, for a record the next one. */
  readonly end: number;
}

export interface Records {
  readonly records: string[][];
  /** Those of them that have a quote, and so may have swallowed others. */
  readonly quoted: string[][];
  /** What comes after the last whole record; it belongs before the text that follows. */
  readonly rest: string;
}

/** The whole records of a text; empty lines are none. */
export function splitRecords(text: string): Records {
  const records: string[][] = [];
  const quoted: string[][] = [];
  let start = 0;
  let quote = nextQuote(text, start);
  for (;;) {
    const lineEnd = text.indexOf('\n', start);
    if (lineEnd === -1) {
      return { records, quoted, rest: text.slice(start) };
    }
    if (quote > lineEnd) {
      const end = text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
      if (end > start) {
        records.push(text.slice(start, end).split(','));
      }
      start = lineEnd + 1;
    } else {
      const record = readQuotedRecord(text, start);
      if (!record) {
        return { records, quoted, rest: text.slice(start) };
      }
      records.push(record.value);
      quoted.push(record.value);
      start = record.end;
      quote = nextQuote(text, start);
    }
  }
}

/**
 * The records of a rest and the text that follows. Only the record at their seam
 * is put together: V8 would copy the whole text.
 */
export function splitAfter(rest: string, text: string): Records {
  const seam = rest === '' ? 0 : text.indexOf('\n') + 1;
  if (seam === 0) {
    return splitRecords(rest + text);
  }
  const first = splitRecords(rest + text.slice(0, seam));
  if (first.rest !== '') {
    // A quote that has not ended.
    return splitRecords(rest + text);
  }
  const others = splitRecords(text.slice(seam));
  return {
    records: first.records.concat(others.records),
    quoted: first.quoted.concat(others.quoted),
    rest: others.rest,
  };
}

/** Infinity when there is none. */
function nextQuote(text: string, start: number): number {
  const at = text.indexOf('"', start);
  return at === -1 ? Infinity : at;
}

/** Cell by cell, because quotes may hide commas and line ends. */
function readQuotedRecord(
  text: string,
  start: number,
): Read<string[]> | undefined {
  const cells: string[] = [];
  for (let at = start; ;) {
    const cell = readCell(text, at);
    if (!cell) {
      return undefined;
    }
    cells.push(cell.value);
    at = cell.end + 1;
    if (text[cell.end] === '\n') {
      return { value: cells, end: at };
    }
  }
}

function readCell(text: string, start: number): Read<string> | undefined {
  if (text[start] !== '"') {
    return readBareCell(text, start);
  }
  const quote = closingQuote(text, start);
  if (quote === undefined) {
    return undefined;
  }
  const end = text[quote + 1] === '\r' ? quote + 2 : quote + 1;
  return text[end] === ',' || text[end] === '\n'
    ? { value: text.slice(start + 1, quote).replaceAll('""', '"'), end }
    : readBareCell(text, start);
}

/** Of the cell whose first character is a quote; undefined when the text ends before that is known. */
function closingQuote(text: string, start: number): number | undefined {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && text[quote + 1] === '"') {
    quote = text.indexOf('"', quote + 2);
  }
  if (quote === -1) {
    return undefined;
  }
  const isKnown = quote + 2 < text.length;
  return isKnown || text[quote + 1] === '\n' ? quote : undefined;
}

function readBareCell(text: string, start: number): Read<string> | undefined {
  const lineEnd = text.indexOf('\n', start);
  if (lineEnd === -1) {
    return undefined;
  }
  const comma = text.slice(start, lineEnd).indexOf(',');
  return comma === -1
    ? { value: withoutReturn(text.slice(start, lineEnd)), end: lineEnd }
    : { value: text.slice(start, start + comma), end: start + comma };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
