/** The tables and relations in the page: compressed, as text, and not larger than there is room. */
import { gzipSync } from 'node:zlib';
import { packTable, type PackedTable } from '../browser/packing';
import { packPairs, relationHead, type RelationHead } from '../browser/pairs';
import type { Model } from '../model/model';
import type { Relation, RelationId, Table } from '../model/table';

export interface PageData {
  /** Base64 of gzip, by the id of its element. */
  readonly blocks: ReadonlyMap<string, string>;
  /** What there was no room for, in words. */
  readonly leftOut: readonly string[];
}

/** What `blocks.get('data-tables')` holds. */
export interface PackedReport {
  readonly tables: readonly PackedTable[];
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
  const packedTables = all.map(packTable);
  const pairs = new Map(
    [...relations].map(([id, relation]) => [id, encode(packPairs(relation))]),
  );
  const kept = new Map<RelationId, Relation>(relations);
  const leftOut: string[] = [];
  for (let next = 0; ; next += 1) {
    const blocks = blocksOf(packedTables, kept, pairs);
    const size = [...blocks.values()].reduce(
      (sum, text) => sum + text.length,
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
  tables: readonly PackedTable[],
  relations: ReadonlyMap<RelationId, Relation>,
  pairs: ReadonlyMap<RelationId, string>,
): Map<string, string> {
  const report: PackedReport = {
    tables,
    relations: [...relations.values()].map(relationHead),
  };
  return new Map([
    ['data-tables', encode(Buffer.from(JSON.stringify(report)))],
    ...[...relations.keys()].map(
      (id) => [`data-${id}`, pairs.get(id) ?? ''] as const,
    ),
  ]);
}

function encode(bytes: Uint8Array): string {
  return gzipSync(bytes, { level: 9 }).toString('base64');
}
