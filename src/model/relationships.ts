/** Relationships: the `_type` follows from the class and the types at both ends. */
import {
  generateRelationshipType,
  type ExplicitRelationship,
  type RelationshipClass,
  type StepRelationshipMetadata,
} from '@jupiterone/integration-sdk-core';
import { flatKey } from './keys';

interface EntityType {
  readonly _type: string;
}

export function defineRelationship(
  source: EntityType,
  _class: RelationshipClass,
  target: EntityType,
): StepRelationshipMetadata {
  return {
    _type: generateRelationshipType(_class, source._type, target._type),
    _class,
    sourceType: source._type,
    targetType: target._type,
  };
}

/** What a relationship says beside its ends; a `_key` of its own where two ends meet more than once. */
export type RelationshipProperties = Readonly<
  Record<string, string | number | boolean | undefined> & { _key?: string }
>;

/**
 * By keys: neither end has to be loaded. What the SDK's `createDirectRelationship`
 * gives, without the derivation of the declared type for each of millions.
 */
export function createRelationship(
  { _type, _class }: StepRelationshipMetadata,
  fromKey: string,
  toKey: string,
  properties?: RelationshipProperties,
): ExplicitRelationship {
  return {
    _key: properties?._key ?? flatKey(fromKey, verbOf(_class), toKey),
    _type,
    _class,
    _fromEntityKey: fromKey,
    _toEntityKey: toKey,
    displayName: _class,
    // Spread last, and nothing else: V8 makes dictionaries of two spread objects.
    ...properties,
  };
}

const verbs = new Map<RelationshipClass, string>();

/** As it stands in a key; made once for each class. */
function verbOf(_class: RelationshipClass): string {
  const known = verbs.get(_class);
  if (known !== undefined) {
    return known;
  }
  const verb = _class.toLowerCase();
  verbs.set(_class, verb);
  return verb;
}
