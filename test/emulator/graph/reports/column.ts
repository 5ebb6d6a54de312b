/** A column of a report, and how its cells are written: tenants differ in closed lists and in the case of ids. */
import type { ServiceBehaviour } from '../behaviour';

export type Cell = string | number | boolean;

export interface Column<Row> {
  readonly name: string;
  readonly value: (row: Row) => Cell;
  /** The text behind a number, in the language of the caller: a column with one can be localized. */
  readonly text?: (row: Row) => string;
  /** The name of the number in Microsoft's closed list: `nonCompliant`. */
  readonly listName?: (row: Row) => string;
  /** A GUID, which Intune's components write in either case. */
  readonly isId?: true;
  /** As the schema of a report calls it. */
  readonly propertyType?: 'String' | 'Int64' | 'Double' | 'Boolean';
}

type Writing = Pick<ServiceBehaviour, 'reportedIdCase' | 'stateForm'>;

/** @param asText the localized text instead of the value */
export function createReader<Row>(
  { value, text, listName, isId }: Column<Row>,
  asText: boolean,
  { reportedIdCase, stateForm }: Writing,
): (row: Row) => Cell {
  if (asText && text !== undefined) return text;
  if (isId && reportedIdCase === 'upper') {
    return (row) => String(value(row)).toUpperCase();
  }
  if (listName === undefined || stateForm === 'number') return value;
  return stateForm === 'name'
    ? (row) => capitalized(listName(row))
    : (row) => `${capitalized(listName(row))} (${value(row)})`;
}

const capitalized = (name: string) =>
  `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
