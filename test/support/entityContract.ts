/**
 * What every emitted entity owes to JupiterOne: it fits its schema, and it has
 * no property that nothing documents. The schemas cannot forbid the latter. And
 * what it owes to whoever waits for a run: V8 keeps its properties in fast order.
 */
import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import { entitySchemas } from '@jupiterone/data-model';
import type {
  Entity,
  StepEntityMetadata,
} from '@jupiterone/integration-sdk-core';
import {
  EntityValidator,
  type EntityValidationError,
} from '@jupiterone/integration-sdk-entity-validator';

/** The parts of a JSON schema that say which properties there are. */
interface ObjectSchema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly allOf?: readonly ObjectSchema[];
}

const classSchemas = new Map<string, ObjectSchema>(
  Object.entries(entitySchemas).map(([name, schema]) => [`#${name}`, schema]),
);

/**
 * One for each schema of an entity: schemas of one type, such as the two of
 * `server`, would make a shared one compile everything anew at each turn.
 */
const validators = new WeakMap<object, EntityValidator>();

function validatorOf(schema: object): EntityValidator {
  const known = validators.get(schema);
  if (known) {
    return known;
  }
  const schemas = [...Object.values(entitySchemas), schema];
  const validator = new EntityValidator({ schemas });
  validators.set(schema, validator);
  return validator;
}

/** What the data model's validator has to say of an entity: against its own schema and those of its classes. */
export function schemaErrors(
  entity: Entity,
  { schema }: StepEntityMetadata,
): EntityValidationError[] {
  if (!schema) {
    throw new TypeError(`${entity._type} is declared without a schema`);
  }
  const result = validatorOf(schema).validateEntity(entity, {
    forceClassValidationWithValidatedType: true,
  });
  return result.errors ?? [];
}

/**
 * The properties of an entity that neither its own schema nor those of its
 * classes know. Internal ones begin with an underscore and need no schema.
 */
export function undocumentedProperties(
  entity: Entity,
  { _class, schema }: StepEntityMetadata,
): string[] {
  const known = new Set([
    ...propertiesOf(schema ?? {}),
    ...[_class].flat().flatMap((name) => propertiesOf({ $ref: `#${name}` })),
  ]);
  return Object.keys(entity).filter(
    (name) => !name.startsWith('_') && !known.has(name),
  );
}

// It stays on: V8 forgets what it compiled of functions that rest, and compiles them again.
setFlagsFromString('--allow-natives-syntax');
const hasFastProperties = runInThisContext(
  '(entity) => %HasFastProperties(entity)',
) as (entity: object) => boolean;

/**
 * Whether V8 keeps the entity as a dictionary, because a property was deleted or
 * because it was put together from too many parts. To make and to write one takes
 * thrice the time and memory.
 */
export function isDictionary(entity: Entity): boolean {
  return !hasFastProperties(entity);
}

function propertiesOf(schema: ObjectSchema): string[] {
  const { $ref, properties = {}, allOf = [] } = schema;
  const referred = $ref === undefined ? undefined : classSchemas.get($ref);
  if ($ref !== undefined && !referred) {
    throw new TypeError(`The data model has no schema ${$ref}`);
  }
  return [
    ...Object.keys(properties),
    ...(referred ? propertiesOf(referred) : []),
    ...allOf.flatMap(propertiesOf),
  ];
}
