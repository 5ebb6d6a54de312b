/* eslint-disable no-unused-vars -- the base rule takes the parameters of a declaration for variables */

/** A JSON schema (draft 07), such as those of the data model or a TypeBox schema. `$id` is `#<class>` or `#<type>`. */
export interface EntitySchema {
  readonly $id?: string;
}

export interface EntityValidationError {
  /** The schema that the entity was validated against: `#User`, `#azure_user`. */
  readonly schemaId: string;
  /** `email`, or `email/0` for an item of a list; null when the error is about the whole entity. */
  readonly property: string | null;
  /** What is wrong: `must be string`. */
  readonly message: string;
  /** The keyword of the schema that failed: `required`, `format`, `type`. */
  readonly validation: string;
}

export interface SkippedSchema {
  /** The schema that the entity was not validated against. */
  readonly schemaId: string;
  readonly reason: 'not-found' | 'type-already-validated';
  /** Whether it would have been the schema of the entity's `_class` or of its `_type`. */
  readonly type: 'class' | 'type';
}

export interface EntityValidationResult {
  readonly isValid: boolean;
  /** Null when there is none. */
  readonly errors: EntityValidationError[] | null;
  /** Null when there is none. */
  readonly skippedSchemas: SkippedSchema[] | null;
}

export interface EntityValidationOptions {
  /** Validates against the schemas of the classes even when there is one of the type. */
  readonly forceClassValidationWithValidatedType?: boolean;
}

export declare class EntityValidator {
  constructor(input: { schemas: readonly EntitySchema[] });

  /**
   * Adds schemas; one of a known `$id` replaces it, also for the schemas that `$ref` it.
   * @throws Error when a schema has no `$id`
   */
  addSchemas(schemas: EntitySchema | readonly EntitySchema[]): this;

  /**
   * Validates against the schema `#<_type>` when there is one, else against `#<_class>` for each class.
   * @throws Error when a schema is not a JSON schema, or refers to one that is not there
   */
  validateEntity(
    entity: unknown,
    options?: EntityValidationOptions,
  ): EntityValidationResult;
}

/** The process's one validator, with the schemas of the data model's classes. */
export declare function getValidator(): Promise<EntityValidator>;

/** The same validator as `getValidator` gives. */
export declare function getValidatorSync(): EntityValidator;
