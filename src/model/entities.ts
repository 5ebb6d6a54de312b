/** Entities are declared once, as TypeBox schemas: metadata, docs and typed creation come from there. */
import { typeboxClassSchemaMap } from '@jupiterone/data-model';
import {
  createIntegrationEntity,
  createIntegrationHelpers,
  type Entity,
  type StepEntityMetadata,
} from '@jupiterone/integration-sdk-core';
import {
  Type,
  type Static,
  type TObject,
  type TSchema,
} from '@sinclair/typebox';

const helpers = createIntegrationHelpers({
  integrationName: 'microsoft_365',
  classSchemaMap: typeboxClassSchemaMap,
});

type ClassName = keyof typeof typeboxClassSchemaMap;

/** What the entity of a schema and of one or two classes is made of. */
type EntityData<Own extends TSchema, Class extends ClassName> = Static<Own> &
  Omit<
    Static<(typeof typeboxClassSchemaMap)[Class]>,
    '_class' | '_type' | 'displayName' | keyof Static<Own>
  > & { readonly displayName?: string };

/** What the SDK asks for an entity of a schema and of one class. */
type SdkEntityData<Own extends TObject, Class extends ClassName> = Parameters<
  ReturnType<typeof helpers.createEntityMetadata<Class, string, string, Own>>[1]
>[0];

/** Makes an entity of properties, whose types the compiler checks. */
type Creator<Data> = (
  properties: Data & { readonly tags?: never },
  tags?: readonly string[],
) => Entity;

interface EntityOptions<Own, Classes> {
  readonly resourceName: string;
  readonly _class: Classes;
  readonly _type: string;
  readonly description: string;
  readonly schema: Own;
}

/** @returns the metadata of a type, and what makes entities of it */
export function createEntityMetadata<
  Own extends TObject,
  Class extends ClassName,
>(
  options: EntityOptions<Own, [Class]>,
): readonly [StepEntityMetadata, Creator<SdkEntityData<Own, Class>>] {
  const [metadata] = helpers.createEntityMetadata(options);
  return [metadata, creatorOf(options._type, options._class)];
}

/**
 * `createEntityMetadata` for several classes. The SDK's own helper for it
 * computes types that are too deep for the compiler; its schemas are used.
 */
export function createMultiClassMetadata<
  Own extends TSchema,
  Class extends ClassName,
>(
  options: EntityOptions<Own, readonly [Class, ...Class[]]>,
): readonly [StepEntityMetadata, Creator<EntityData<Own, Class>>] {
  const [first, ...others] = options._class.map(
    (name): TSchema => typeboxClassSchemaMap[name],
  );
  const [metadata] = helpers.createMultiClassEntityMetadata<
    [TSchema, ...TSchema[]],
    TSchema
  >({ ...options, _class: [first, ...others] });
  return [metadata, creatorOf(options._type, [...options._class])];
}

/** An optional `string | null` in the docs: what Graph may answer with null. */
export function nullable<Schema extends TSchema>(
  schema: Schema,
  options: { description?: string } = {},
) {
  return Type.Optional(Type.Union([schema, Type.Null()], options));
}

/**
 * What makes entities of checked data. The SDK gets no payload as source: it would
 * copy every key of it that the class happens to know, and compile the schema of the
 * class to see which ones, even if the source is empty. Tags come apart, because the
 * SDK deletes those that do not come from the source, and V8 keeps an object that
 * something was deleted from as a dictionary, which takes thrice the time.
 */
function creatorOf(_type: string, _class: string[]): Creator<object> {
  return (properties, tags) => {
    // Set, because a copy of thirty properties takes longer than to convert them.
    const assign = properties as Entity;
    assign._type = _type;
    assign._class = _class;
    const entity = createIntegrationEntity({ entityData: { assign } });
    if (tags) {
      entity.tags = [...tags];
    }
    return entity;
  };
}
