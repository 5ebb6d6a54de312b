/** What Graph knows about a type of object: its properties, and which of them come unasked. */
import { badRequest } from '../errors';
import type { GraphVersion } from '../route';

export interface EntityType {
  /** Without the namespace: `user`. */
  readonly name: string;
  readonly properties: readonly string[];
  /** Only on the beta endpoint. */
  readonly betaProperties: readonly string[];
  /** Returned without $select; the beta endpoint returns nearly everything. */
  readonly defaults: readonly string[];
  /** Returned only when selected, on beta too. */
  readonly onlyOnSelect: readonly string[];
  /** Lists, which are empty rather than null. */
  readonly collections: readonly string[];
}

/** A type whose properties all come unasked, in both versions. */
export function plainType(
  name: string,
  properties: readonly string[],
): EntityType {
  return {
    ...{ name, properties, defaults: properties },
    ...{ betaProperties: [], onlyOnSelect: [], collections: [] },
  };
}

export function qualifiedName({ name }: EntityType): string {
  return `microsoft.graph.${name}`;
}

export function propertiesOf(
  type: EntityType,
  version: GraphVersion,
): readonly string[] {
  return version === 'beta'
    ? [...type.properties, ...type.betaProperties]
    : type.properties;
}

export function defaultsOf(
  type: EntityType,
  version: GraphVersion,
): readonly string[] {
  if (version === 'v1.0') return type.defaults;
  return propertiesOf(type, version).filter(
    (property) => !type.onlyOnSelect.includes(property),
  );
}

export const unknownProperty = (property: string, type: string) =>
  badRequest(
    `Parsing OData Select and Expand failed: Could not find a property named '${property}' on type '${type}'.`,
  );
