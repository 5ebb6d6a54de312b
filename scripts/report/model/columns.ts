/** The kinds of columns, and how each reads its property. */
import { count, flag, text } from '../../../src/model/values';
import type { PseudonymKind, Pseudonyms } from '../../support/pseudonyms';
import type { StoredEntity } from '../collection';
import type { Column, ColumnKind, TableId, Value } from './table';

export interface ColumnDefinition extends Column {
  /** undefined for what relationships tell: its table fills it in. */
  readonly read?: (entity: StoredEntity) => Value;
  /** What `--redact` replaces it by; `nothing` leaves it out. */
  readonly pseudonym?:
    PseudonymKind | 'nothing' | ((entity: StoredEntity) => PseudonymKind);
  /** Texts with commas between them: each has its own pseudonym. */
  readonly isList?: boolean;
}

export interface TableDefinition {
  readonly id: TableId;
  readonly title: string;
  readonly singular: string;
  /** The types of the entities that are its rows. */
  readonly types: readonly string[];
  readonly columns: readonly ColumnDefinition[];
}

type Options = Partial<
  Pick<ColumnDefinition, 'read' | 'pseudonym' | 'isList' | 'target' | 'isShown'>
>;

export const column =
  (kind: ColumnKind) =>
  (id: string, title: string, options: Options = {}): ColumnDefinition => ({
    id,
    title,
    kind,
    isShown: false,
    ...options,
  });

/** Text of a property of the same name, unless `read` says otherwise. */
export const textColumn = (id: string, title: string, options: Options = {}) =>
  column('text')(id, title, { read: textOf(id), ...options });
export const choiceColumn = (
  id: string,
  title: string,
  options: Options = {},
) => column('choice')(id, title, { read: textOf(id), ...options });
export const flagColumn = (id: string, title: string, options: Options = {}) =>
  column('choice')(id, title, { read: yesOrNo(id), ...options });
export const timeColumn = (id: string, title: string, options: Options = {}) =>
  column('time')(id, title, { read: numberOf(id), ...options });
/** Counted when all files are read. */
export const countColumn = column('number');
export const referenceColumn = column('reference');
export const shown: Options = { isShown: true };

export const nameColumn = (
  title: string,
  pseudonym: ColumnDefinition['pseudonym'],
) =>
  textColumn('name', title, {
    ...shown,
    pseudonym,
    read: ({ displayName, name, _key }) =>
      text(displayName) ?? text(name) ?? _key,
  });

export const idColumn = textColumn('id', 'Id', { pseudonym: 'id' });
/** An address of the admin center names the object by its id. */
export const linkColumn = textColumn('webLink', 'Admin center', {
  pseudonym: 'nothing',
  read: ({ webLink }) => {
    const address = text(webLink);
    return address?.startsWith('https://') ? address : undefined;
  },
});

export function textOf(property: string) {
  return (entity: StoredEntity) => text(entity[property]);
}

function numberOf(property: string) {
  return (entity: StoredEntity) => count(entity[property]);
}

function yesOrNo(property: string) {
  return (entity: StoredEntity) => yesNo(entity[property]);
}

export function yesNo(value: unknown): Value {
  const known = flag(value);
  return known === undefined ? undefined : known ? 'Yes' : 'No';
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((each): each is string => typeof each === 'string')
    : [];
}

const BETWEEN = ', ';

/** What stands in the place of the value of an entity. */
export function hidden(
  { pseudonym, isList }: ColumnDefinition,
  entity: StoredEntity,
  value: Value,
  pseudonyms: Pseudonyms,
): Value {
  if (value === undefined || pseudonym === undefined) {
    return value;
  }
  if (pseudonym === 'nothing') {
    return undefined;
  }
  const kind = typeof pseudonym === 'string' ? pseudonym : pseudonym(entity);
  const parts = isList ? String(value).split(BETWEEN) : [String(value)];
  return parts.map((part) => pseudonyms(kind, part)).join(BETWEEN);
}

export function joined(value: unknown): Value {
  return texts(value).join(BETWEEN) || undefined;
}
