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
    const hasWord = valuesWith(word, searchedTexts(column, coded[index]));
    for (let row = 0; row < rows; row += 1) {
      isFound[row] |= hasWord[at ? at[row] : row];
    }
  });
  for (let row = 0; row < rows; row += 1) {
    fits[row] &= isFound[row];
  }
}

/** 1 for each value that has the word, which holds no line break. */
function valuesWith(word: string, { text, ends }: SearchedTexts): Uint8Array {
  const hasWord = new Uint8Array(ends.length);
  let value = 0;
  let place = text.indexOf(word);
  while (place >= 0) {
    while (ends[value] <= place) {
      value += 1;
    }
    hasWord[value] = 1;
    place = text.indexOf(word, ends[value]);
  }
  return hasWord;
}

/** One text is searched much faster than many. */
interface SearchedTexts {
  /** What is shown of the values, in lower case, each with a line break after it. */
  readonly text: string;
  /** Where each value ends, behind its line break. */
  readonly ends: Uint32Array;
}

const knownTexts = new WeakMap<readonly Value[], SearchedTexts>();

/** They are kept: the next key searches them again. */
export function searchedTexts(
  column: Column,
  { values }: CodedColumn,
): SearchedTexts {
  const known = knownTexts.get(values);
  if (known) {
    return known;
  }
  let texts = values.map((value) => displayText(column, value));
  let text = `${texts.join('\n')}\n`;
  const length = text.length;
  text = text.toLowerCase();
  if (text.length !== length) {
    // A few letters become two.
    texts = texts.map((each) => each.toLowerCase());
  }
  const ends = new Uint32Array(texts.length);
  let end = 0;
  texts.forEach((each, index) => {
    end += each.length + 1;
    ends[index] = end;
  });
  const searched = { text, ends };
  knownTexts.set(values, searched);
  return searched;
}
