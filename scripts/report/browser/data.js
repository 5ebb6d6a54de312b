/** The tables and relations that the page holds, unpacked when they are needed. */
/* eslint-env browser */
import { resolveReferences, valuesByRow } from './coded';
import { unpackColumn } from './packing';
import { reversed, unpackPairs } from './pairs';

export const tables = new Map();
const relations = new Map();

/** What there is, which is all that the first screen needs. @throws when this browser cannot unpack it */
export async function loadHeads() {
  const heads = JSON.parse(await unpackText('heads'));
  for (const head of heads.tables) {
    tables.set(head.id, withColumns(head));
  }
  for (const head of heads.relations) {
    relations.set(head.id, { head });
  }
}

/** Before its columns are looked at: a table, and the names of others that it shows. */
export async function loadTable(id) {
  const { columns, load } = tables.get(id);
  await Promise.all([
    load(),
    ...columns.map(({ target }) => tables.get(target)?.loadNames()),
  ]);
}

function withColumns(head) {
  const { id, columns } = head;
  const lines = [];
  let names;
  const loadNames = once(async () => {
    lines[0] = await unpackText(`names-${id}`);
  });
  const namesOf = (target) => tables.get(target)?.names();
  /** References are numbers of rows. */
  const numbers = madeWhenNeeded(columns, (_, index) =>
    unpackColumn(columns, index, (each) => JSON.parse(lines[each])),
  );
  const coded = madeWhenNeeded(columns, (column, index) => ({
    ...numbers[index],
    values: resolveReferences(column, numbers[index].values, namesOf),
  }));
  return {
    ...{ ...head, numbers, coded },
    names: () => (names ??= valuesByRow(numbers[0])),
    loadNames,
    load: once(async () => {
      const [text] = await Promise.all([
        unpackText(`table-${id}`),
        loadNames(),
      ]);
      lines.push(...text.split('\n'));
    }),
  };
}

function once(act) {
  let begun;
  return () => (begun ??= act());
}

function madeWhenNeeded(items, make) {
  const made = [];
  items.forEach((item, index) => {
    let value;
    Object.defineProperty(made, index, {
      get: () => (value ??= make(item, index)),
    });
  });
  return made;
}

async function unpackText(id) {
  return new TextDecoder().decode(await unpack(id));
}

async function unpack(id) {
  if (typeof DecompressionStream === 'undefined') {
    throw new Error('this browser is too old (it has no DecompressionStream)');
  }
  const elements = [...document.querySelectorAll(`[data-block="${id}"]`)];
  const bytes = fromBase64(elements.map((part) => part.textContent).join(''));
  // The text is large, and not needed any more.
  elements.forEach((part) => part.remove());
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
    known.pairs ??= unpack(`relation-${id}`).then((bytes) => {
      const pairs = unpackPairs(known.head, bytes);
      const rows = tables.get(pairs.right).rows;
      return { pairs, reversed: reversed(pairs, rows) };
    });
  }
  return known?.pairs;
}
