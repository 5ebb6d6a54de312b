/** Relationships: the `_type` follows from the class and the types at both ends. */
import {
  createDirectRelationship,
  generateRelationshipType,
  type ExplicitRelationship,
  type RelationshipClass,
  type StepRelationshipMetadata,
} from '@jupiterone/integration-sdk-core';

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
  Record<string, string | number | boolean | undefined>
>;

/** By keys: neither end has to be loaded. */
export function createRelationship(
  { sourceType, _class, targetType }: StepRelationshipMetadata,
  fromKey: string,
  toKey: string,
  properties?: RelationshipProperties,
): ExplicitRelationship {
  return createDirectRelationship({
    _class,
    fromType: sourceType,
    fromKey,
    toType: targetType,
    toKey,
    properties,
  });
}
