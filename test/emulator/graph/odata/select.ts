/** `$select`: which properties of an object are returned. */
import type { GraphVersion } from '../route';
import {
  defaultsOf,
  propertiesOf,
  qualifiedName,
  unknownProperty,
  type EntityType,
} from './entityType';
import type { QueryOptions } from './query';

export interface Selection {
  /** What `$select` asked for; `undefined` without one. */
  readonly selected?: readonly string[];
  readonly properties: readonly string[];
}

/** Throws a `GraphError` for a property that the type does not have in this version. */
export function readSelection(
  options: QueryOptions,
  type: EntityType,
  version: GraphVersion,
): Selection {
  const selected = selectedNames(options);
  if (selected === undefined) return { properties: defaultsOf(type, version) };
  const known = propertiesOf(type, version);
  const unknown = selected.find((property) => !known.includes(property));
  if (unknown !== undefined)
    throw unknownProperty(unknown, qualifiedName(type));
  return { selected, properties: selected };
}

export function selectedNames(
  options: QueryOptions,
): readonly string[] | undefined {
  const select = options.get('$select');
  if (select === undefined || select.trim() === '') return undefined;
  return [...new Set(select.split(',').map((name) => name.trim()))];
}

/** A property without a value is null, or an empty list; `signInActivity` is left out instead. */
export function project(
  object: object,
  properties: readonly string[],
  type: EntityType,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const property of properties) {
    const value: unknown = Reflect.get(object, property);
    if (value !== undefined) result[property] = value;
    else if (property !== 'signInActivity') {
      result[property] = type.collections.includes(property) ? [] : null;
    }
  }
  return result;
}

/** `users(id,displayName)`, the fragment of `@odata.context`. */
export function contextOf(
  origin: string,
  version: GraphVersion,
  set: string,
  { selected }: Selection,
  suffix = '',
): string {
  const columns = selected === undefined ? '' : `(${selected.join(',')})`;
  return `${origin}/${version}/$metadata#${set}${columns}${suffix}`;
}
