/** The tables and relations in the page: compressed, as text, and not larger than there is room. */
import { gzipSync } from 'node:zlib';
import { packTable, type TableHead } from '../browser/packing';
import { packPairs, relationHead, type RelationHead } from '../browser/pairs';
import type { Model } from '../model/model';
import type { Relation, RelationId, Table } from '../model/table';
import { html, toMarkup, type Html } from './html';

export interface PageData {
  /** Base64 of gzip, by the id of its element. */
  readonly blocks: ReadonlyMap<string, string>;
  /** What there was no room for, in words. */
  readonly leftOut: readonly string[];
}

/** What `blocks.get('heads')` holds: with it, the page knows what else there is. */
export interface Heads {
  readonly tables: readonly TableHead[];
  readonly relations: readonly RelationHead[];
}

/** What goes first when there is no room: who has which application is the most by far. */
const sacrificed: readonly {
  readonly title: string;
  readonly relations: readonly RelationId[];
}[] = [
  { title: 'installations of applications', relations: ['installations'] },
  {
    title: 'members of groups',
    relations: ['groupUsers', 'groupGroups', 'groupMembers'],
  },
];

export const noData: PageData = { blocks: new Map(), leftOut: [] };

/** @param room in bytes; exceeded only when the tables alone are larger */
export function packModel(
  { tables, relations }: Model,
  changes: Table | undefined,
  room: number,
): PageData {
  const all = [...tables.values(), ...(changes ? [changes] : [])];
  const packed = all.map(packTable);
  const heads = packed.map(({ head }) => head);
  const columns = packed.flatMap(({ head, columns }) => {
    const [names, ...others] = columns.map((column) => JSON.stringify(column));
    return [
      // Other tables show its names.
      [`names-${head.id}`, encode(names)],
      [`table-${head.id}`, encode(others.join('\n'))],
    ] as const;
  });
  const pairs = new Map(
    [...relations].map(([id, relation]) => [id, encode(packPairs(relation))]),
  );
  const kept = new Map<RelationId, Relation>(relations);
  const leftOut: string[] = [];
  for (let next = 0; ; next += 1) {
    const blocks = blocksOf(heads, columns, kept, pairs);
    const size = [...blocks].reduce(
      (sum, [id, text]) => sum + toMarkup(dataElements(id, text)).length,
      0,
    );
    if (size <= room || next >= sacrificed.length) {
      return { blocks, leftOut };
    }
    const { title, relations: ids } = sacrificed[next];
    ids.forEach((id) => kept.delete(id));
    leftOut.push(title);
  }
}

function blocksOf(
  tables: readonly TableHead[],
  columns: readonly (readonly [id: string, text: string])[],
  relations: ReadonlyMap<RelationId, Relation>,
  pairs: ReadonlyMap<RelationId, string>,
): Map<string, string> {
  const heads: Heads = {
    tables,
    relations: [...relations.values()].map(relationHead),
  };
  return new Map([
    ['heads', encode(JSON.stringify(heads))],
    ...columns,
    ...[...relations.keys()].map(
      (id) => [`relation-${id}`, pairs.get(id) ?? ''] as const,
    ),
  ]);
}

function encode(data: Uint8Array | string): string {
  return gzipSync(data, { level: 9 }).toString('base64');
}

/** Browsers read elements of that many letters faster than one large element. */
const ELEMENT_LENGTH = 64 * 1_024;

/** Base64 is harmless in markup; the browser neither runs nor shows it. */
export function dataElements(id: string, base64: string): Html {
  const parts = base64.match(new RegExp(`.{1,${ELEMENT_LENGTH}}`, 'g')) ?? [];
  return html`${parts.map(
    (part) =>
      html`<script type="text/plain" data-block="${id}">
        ${part}
      </script>`,
  )}`;
}
