/**
 * Which rows of a table a view shows. Used by the page's script, and when the
 * report is made, so that a number on top and the list behind it agree.
 */
import type { Column, Value } from '../model/table';
import type { CodedColumn, CodedTable } from './coded';
import { createTest, displayText, type View } from './filters';

/** In the order of the table. Each filter and each word leaves fewer of the rows. */
export function matchingRows(table: CodedTable, view: View): number[] {
  const { columns, coded, rows } = table;
  const fits = new Uint8Array(rows).fill(1);
  columns.forEach((column, index) => {
    const expression = view.filters.get(column.id);
    if (expression !== undefined) {
      const { values, at } = coded[index];
      const passes = values.map(createTest(column, expression));
      for (let row = 0; row < rows; row += 1) {
        if (!passes[at ? at[row] : row]) {
          fits[row] = 0;
        }
      }
    }
  });
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean);
  for (const word of words) {
    keepRowsWith(word, table, fits);
  }
  const found: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    if (fits[row] === 1) {
      found.push(row);
    }
  }
  return found;
}

/** Rows that have the word in any column. */
function keepRowsWith(
  word: string,
  { columns, coded, rows }: CodedTable,
  fits: Uint8Array,
): void {
  const isFound = new Uint8Array(rows);
  columns.forEach((column, index) => {
    const { at } = coded[index];
    const texts = searchedTexts(column, coded[index]);
    const passes = at && texts.map((text) => text.includes(word));
    for (let row = 0; row < rows; row += 1) {
      if (fits[row] === 1 && isFound[row] === 0) {
        isFound[row] = Number(
          passes ? passes[at[row]] : texts[row].includes(word),
        );
      }
    }
  });
  for (let row = 0; row < rows; row += 1) {
    fits[row] &= isFound[row];
  }
}

const knownTexts = new WeakMap<readonly Value[], readonly string[]>();

/** What is shown of the values, in lower case. It is kept: the next key searches them again. */
function searchedTexts(
  column: Column,
  { values }: CodedColumn,
): readonly string[] {
  const known = knownTexts.get(values);
  if (known) {
    return known;
  }
  const texts = values.map((value) => displayText(column, value).toLowerCase());
  knownTexts.set(values, texts);
  return texts;
}
