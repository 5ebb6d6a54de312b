/** The tables and relations that the page holds, unpacked when they are needed. */
/* eslint-env browser */
import { resolveReferences } from './filters';
import { unpackTable } from './packing';
import { reversed, unpackPairs } from './pairs';

export const tables = new Map();
const relations = new Map();

/** @throws when this browser cannot unpack them */
export async function loadTables() {
  const { tables: packed, relations: heads } = JSON.parse(
    new TextDecoder().decode(await unpack('data-tables')),
  );
  for (const table of packed) {
    tables.set(table.id, unpackedWhenNeeded(table));
  }
  for (const head of heads) {
    relations.set(head.id, { head });
  }
}

/** The first screen needs no table: each is unpacked when somebody looks at it first. */
function unpackedWhenNeeded(packed) {
  let rowNumbers;
  let values;
  const names = (id) => tables.get(id)?.rowNumbers[0];
  return {
    ...packed,
    get rowNumbers() {
      return (rowNumbers ??= unpackTable(packed).values);
    },
    get values() {
      return (values ??= packed.columns.map((column, index) =>
        resolveReferences(column, this.rowNumbers[index], names),
      ));
    },
  };
}

async function unpack(id) {
  if (typeof DecompressionStream === 'undefined') {
    throw new Error('this browser is too old (it has no DecompressionStream)');
  }
  const element = document.getElementById(id);
  const bytes = fromBase64(element.textContent.trim());
  // The text is large, and not needed any more.
  element.remove();
  const stream = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** By the browser itself, where it can. */
function fromBase64(text) {
  if (Uint8Array.fromBase64) {
    return Uint8Array.fromBase64(text);
  }
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < characters.length; at += 1) {
    bytes[at] = characters.charCodeAt(at);
  }
  return bytes;
}

/** Pairs of rows, from either side; undefined for what this file does not hold. */
export async function relationOf(id) {
  const known = relations.get(id);
  if (known && !known.pairs) {
    known.pairs ??= unpack(`data-${id}`).then((bytes) => {
      const pairs = unpackPairs(known.head, bytes);
      const rows = tables.get(pairs.right).rows;
      return { pairs, reversed: reversed(pairs, rows) };
    });
  }
  return known?.pairs;
}
