/** What is shown of a table as a CSV file. */
/* eslint-env browser */
import { BYTE_ORDER_MARK, csvCell, csvLine } from './csv';
import { valueAt } from './coded';
import { create } from './elements';
import { current, shownColumns, sortedRows } from './view';

/** The rows and columns that are shown, in their order. */
export function downloadCsv() {
  const { table } = current;
  const indexes = shownColumns().map((id) =>
    table.columns.findIndex((column) => column.id === id),
  );
  const parts = [
    BYTE_ORDER_MARK,
    csvLine(indexes.map((index) => table.columns[index].title)),
    ...sortedRows().map((row) =>
      csvLine(
        indexes.map((index) =>
          csvCell(table.columns[index], valueAt(table.coded[index], row)),
        ),
      ),
    ),
  ];
  const address = URL.createObjectURL(
    new Blob(parts, { type: 'text/csv;charset=utf-8' }),
  );
  create('a', { href: address, download: `${table.id}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
