/** What the report knows of a run: its tables, and what connects their rows. */
import { resolveReferences } from '../browser/coded';
import type { Relation, RelationId, Table, TableId, Tables } from './table';

export interface Account {
  readonly name: string;
  readonly domain: string | undefined;
  readonly tenantId: string | undefined;
}

export interface Model {
  readonly account: Account | undefined;
  readonly tables: Tables;
  readonly relations: ReadonlyMap<RelationId, Relation>;
  /** The `_key` of each row, by table: what two runs have in common. */
  readonly keys: ReadonlyMap<TableId, readonly string[]>;
  /** Objects of each type in the files, entities and relationships. */
  readonly counts: ReadonlyMap<string, number>;
  /** Relationships whose ends the report does not know. */
  readonly loose: number;
}

/** @throws when there is none, which only a mistake of ours can cause */
export function tableOf({ tables }: Model, id: TableId): Table {
  const table = tables.get(id);
  if (!table) {
    throw new TypeError(`There is no table ${id}`);
  }
  return table;
}

/** With the names of rows of other tables in the place of their numbers. */
export function withNames(
  table: Table,
  { tables }: Pick<Model, 'tables'>,
): Table {
  return {
    ...table,
    values: table.values.map((values, index) =>
      resolveReferences(
        table.columns[index],
        values,
        (id) => tables.get(id as TableId)?.values[0],
      ),
    ),
  };
}
