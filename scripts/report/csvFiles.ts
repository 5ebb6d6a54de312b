/** All tables of a report as CSV files, and what connects them. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BYTE_ORDER_MARK, csvCell, csvLine, harmless } from './browser/csv';
import { tableOf, withNames, type Model } from './model/model';
import type { Relation, RelationId, Table } from './model/table';
import type { Report } from './page/report';

/** The names of their files, and of the column that says more of a pair. */
const relationFiles: Readonly<
  Record<RelationId, { readonly name: string; readonly label?: string }>
> = {
  states: { name: 'policy-states', label: 'State' },
  installations: { name: 'installations', label: 'Version or state' },
  userDevices: { name: 'users-of-devices', label: 'How' },
  groupUsers: { name: 'group-users' },
  groupGroups: { name: 'group-groups' },
  groupMembers: { name: 'group-other-members' },
};

/**
 * @param folder is made if there is none; files in it are replaced
 * @returns the names of the files
 */
export async function writeCsvFiles(
  { model, missing, earlier }: Report,
  folder: string,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const tables = [
    ...model.tables.values(),
    ...(earlier ? [earlier.changes] : []),
  ];
  const files: [name: string, lines: Iterable<string>][] = [
    ...tables.map((table): [string, Iterable<string>] => [
      `${table.id}.csv`,
      tableLines(withNames(table, model)),
    ]),
    ...[...model.relations.values()].map(
      (relation): [string, Iterable<string>] => [
        `${relationFiles[relation.id].name}.csv`,
        relationLines(relation, model),
      ],
    ),
    [
      'left-out.csv',
      [
        csvLine(['Count', 'What', 'Touches', 'Meaning']),
        ...(missing.isRecorded
          ? missing.leftOut.map(({ count, message, touches, meaning = '' }) =>
              csvLine([
                String(count),
                ...[message, touches, meaning].map(harmless),
              ]),
            )
          : [
              csvLine([
                '',
                'This result does not show what was left out while it was collected.',
                '',
                '',
              ]),
            ]),
      ],
    ],
  ];
  for (const [name, lines] of files) {
    await pipeline(
      Readable.from(inChunks(lines)),
      createWriteStream(path.join(folder, name)),
    );
  }
  return files.map(([name]) => name);
}

function* tableLines({ columns, values, rows }: Table): Generator<string> {
  yield csvLine(columns.map(({ title }) => title));
  for (let row = 0; row < rows; row += 1) {
    yield csvLine(
      columns.map((column, index) => csvCell(column, values[index][row])),
    );
  }
}

/** Both ends by name and, where they have one, by id: names need not be unique. */
function* relationLines(relation: Relation, model: Model): Generator<string> {
  const { left, right, starts, rights, labels, texts, id } = relation;
  const { label } = relationFiles[id];
  const ends = [tableOf(model, left), tableOf(model, right)].map((table) => ({
    table,
    indexes: [0, table.columns.findIndex((column) => column.id === 'id')],
  }));
  const cells = (end: (typeof ends)[number], row: number) =>
    end.indexes.map((index) =>
      csvCell(end.table.columns[index], end.table.values[index][row]),
    );
  yield csvLine([
    ...ends.flatMap(({ table }, end) => {
      const [{ title }] = table.columns;
      const name = end === 1 && left === right ? `${title} in it` : title;
      return [name, `${name} id`];
    }),
    ...(label ? [label] : []),
  ]);
  for (let row = 0; row + 1 < starts.length; row += 1) {
    for (let at = starts[row]; at < starts[row + 1]; at += 1) {
      yield csvLine([
        ...cells(ends[0], row),
        ...cells(ends[1], rights[at]),
        ...(label ? [harmless(texts[labels[at]])] : []),
      ]);
    }
  }
}

const CHUNK = 64 * 1_024;

/** A write for each line would take long. */
function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk = BYTE_ORDER_MARK;
  for (const line of lines) {
    chunk += line;
    if (chunk.length >= CHUNK) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}
