/** A table that grows, entity by entity. */
import type { Pseudonyms } from '../../support/pseudonyms';
import type { StoredEntity } from '../collection';
import { hidden, type TableDefinition } from './columns';
import { columnIndex, type Table, type Value } from './table';

export class TableBuilder {
  readonly keys: string[] = [];
  readonly rowOf = new Map<string, number>();
  readonly values: Value[][];

  constructor(readonly definition: TableDefinition) {
    this.values = definition.columns.map(() => []);
  }

  add(entity: StoredEntity, pseudonyms: Pseudonyms | undefined): void {
    if (this.rowOf.has(entity._key)) {
      return;
    }
    this.rowOf.set(entity._key, this.keys.length);
    this.keys.push(entity._key);
    this.definition.columns.forEach((column, index) => {
      const value = column.read?.(entity);
      this.values[index].push(
        pseudonyms ? hidden(column, entity, value, pseudonyms) : value,
      );
    });
  }

  get rows(): number {
    return this.keys.length;
  }

  fill(column: string, valueOf: (row: number) => Value): void {
    const { id, title, singular, columns } = this.definition;
    const index = columnIndex(
      { id, title, singular, columns, values: this.values, rows: this.rows },
      column,
    );
    this.values[index] = this.keys.map((_, row) => valueOf(row));
  }

  /** How often each row is counted. */
  counter(): { add: (row: number) => void; of: (row: number) => number } {
    const counts = new Uint32Array(this.rows);
    return {
      add: (row) => {
        counts[row] += 1;
      },
      of: (row) => counts[row],
    };
  }

  build(): Table {
    const { id, title, singular, columns } = this.definition;
    return {
      id,
      title,
      singular,
      columns: columns.map(({ id, title, kind, isShown, target }) => ({
        id,
        title,
        kind,
        isShown,
        ...(target ? { target } : {}),
      })),
      values: this.values,
      rows: this.rows,
    };
  }
}
