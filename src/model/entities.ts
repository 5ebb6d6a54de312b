/** Entities are declared once, as TypeBox schemas: metadata, docs and typed creation come from there. */
import { typeboxClassSchemaMap } from '@jupiterone/data-model';
import {
  createIntegrationEntity,
  createIntegrationHelpers,
  type Entity,
} from '@jupiterone/integration-sdk-core';
import { Type, type TSchema } from '@sinclair/typebox';

export const { createEntityMetadata, createMultiClassEntityMetadata } =
  createIntegrationHelpers({
    integrationName: 'microsoft_365',
    classSchemaMap: typeboxClassSchemaMap,
  });

/** An optional `string | null` in the docs: what Graph may answer with null. */
export function nullable<Schema extends TSchema>(
  schema: Schema,
  options: { description?: string } = {},
) {
  return Type.Optional(Type.Union([schema, Type.Null()], options));
}

/**
 * The entity of checked data. No payload is given as source: the SDK would copy
 * every key of it that the class happens to know.
 */
export function toEntity(
  data: Pick<Entity, '_key' | '_type' | '_class'> & object,
): Entity {
  return createIntegrationEntity({
    entityData: { source: {}, assign: { ...data } },
  });
}
