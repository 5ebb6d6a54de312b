/** Entities are declared once, as TypeBox schemas: metadata, docs and typed creation come from there. */
import { typeboxClassSchemaMap } from '@jupiterone/data-model';
import {
  createIntegrationEntity,
  createIntegrationHelpers,
  type Entity,
  type StepEntityMetadata,
} from '@jupiterone/integration-sdk-core';
import { Type, type Static, type TSchema } from '@sinclair/typebox';

const helpers = createIntegrationHelpers({
  integrationName: 'microsoft_365',
  classSchemaMap: typeboxClassSchemaMap,
});

/**
 * The SDK's own, but for this: an entity is made of the data itself. To make it of
 * a copy of thirty properties takes longer than to convert them.
 */
export const createEntityMetadata: typeof helpers.createEntityMetadata = (
  options,
) => {
  const [metadata] = helpers.createEntityMetadata(options);
  const { _type, _class } = options;
  // The compiler cannot see that the result is of the type that the SDK gives.
  return [metadata, (data) => identify(data, { _type, _class }) as never];
};

type ClassName = keyof typeof typeboxClassSchemaMap;

/** What the entity of a schema and of one or two classes is made of. */
type EntityData<Own extends TSchema, Class extends ClassName> = Static<Own> &
  Omit<
    Static<(typeof typeboxClassSchemaMap)[Class]>,
    '_class' | '_type' | 'displayName' | keyof Static<Own>
  > & { readonly displayName?: string };

/**
 * `createEntityMetadata` for several classes. The SDK's own helper for it
 * computes types that are too deep for the compiler; its schemas are used.
 */
export function createMultiClassMetadata<
  Own extends TSchema,
  Class extends ClassName,
>(options: {
  readonly resourceName: string;
  readonly _class: readonly [Class, ...Class[]];
  readonly _type: string;
  readonly description: string;
  readonly schema: Own;
}): readonly [
  StepEntityMetadata,
  (data: EntityData<Own, Class>) => EntityData<Own, Class> & EntityIdentity,
] {
  const [first, ...others] = options._class.map(
    (name): TSchema => typeboxClassSchemaMap[name],
  );
  const [metadata] = helpers.createMultiClassEntityMetadata<
    [TSchema, ...TSchema[]],
    TSchema
  >({ ...options, _class: [first, ...others] });
  const { _type } = options;
  const _class = [...options._class];
  return [metadata, (data) => identify(data, { _type, _class })];
}

/** Exported because the types of our entities' creators, which the build declares, name it. */
export interface EntityIdentity {
  _type: string;
  _class: string[];
}

/** The data itself, with what makes an entity of it. */
function identify<Data extends object>(
  data: Data,
  { _type, _class }: EntityIdentity,
): Data & EntityIdentity {
  const entity: Data & Partial<EntityIdentity> = data;
  entity._type = _type;
  entity._class = _class;
  return entity as Data & EntityIdentity;
}

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
    entityData: { source: {}, assign: data as Entity },
  });
}
