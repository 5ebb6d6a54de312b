/**
 * What every step owes, whatever it collected. The SDK's own matcher cannot
 * serve: it wants each `_type` to be declared once, and knows nothing of
 * properties that are not documented.
 */
import type {
  Entity,
  Relationship,
  Step,
  StepEntityMetadata,
} from '@jupiterone/integration-sdk-core';
import {
  isDictionary,
  schemaErrors,
  undocumentedProperties,
} from '../support/entityContract';

export interface Collected {
  readonly collectedEntities: readonly Entity[];
  readonly collectedRelationships: readonly Relationship[];
  /** Of the step and of those before it: both ends of a relationship are among them. */
  readonly encounteredEntityKeys: ReadonlySet<string>;
}

type Declarations = Pick<Step<never>, 'entities' | 'relationships'>;

/** Sentences about what is wrong; none when the step keeps its contract. */
export function contractBreaches(
  step: Declarations,
  collected: Collected,
): string[] {
  return [
    ...collected.collectedEntities.flatMap((entity) =>
      entityBreaches(step, entity),
    ),
    ...collected.collectedRelationships.flatMap((relationship) =>
      relationshipBreaches(step, relationship, collected),
    ),
  ];
}

function entityBreaches(step: Declarations, entity: Entity): string[] {
  const metadata = step.entities.find((declared) =>
    describes(declared, entity),
  );
  if (!metadata) {
    return [`${nameOf(entity)} is not declared`];
  }
  return [
    ...schemaErrors(entity, metadata).map(
      ({ property, message }) =>
        `${nameOf(entity)} is not valid: ${property ?? ''} ${message ?? ''}`,
    ),
    ...undocumentedProperties(entity, metadata).map(
      (property) => `${nameOf(entity)} has an undocumented ${property}`,
    ),
    ...(isDictionary(entity)
      ? [`${nameOf(entity)} is a dictionary in V8, which takes thrice the time`]
      : []),
  ];
}

function relationshipBreaches(
  step: Declarations,
  relationship: Relationship,
  { encounteredEntityKeys }: Collected,
): string[] {
  const { _type, _key, _fromEntityKey, _toEntityKey } = relationship;
  const isDeclared = step.relationships.some(
    (declared) =>
      declared._type === _type && declared._class === relationship._class,
  );
  return [
    ...(isDeclared ? [] : [`${_type} ${String(_key)} is not declared`]),
    ...[_fromEntityKey, _toEntityKey]
      .filter((key) => !encounteredEntityKeys.has(String(key)))
      .map((key) => `${_type} has an end ${String(key)} that does not exist`),
  ];
}

/** Declared types of which there is none; `computer` is declared, and never emitted. */
export function missingTypes(
  step: Declarations,
  collected: Pick<Collected, 'collectedEntities' | 'collectedRelationships'>,
): string[] {
  const { collectedEntities, collectedRelationships } = collected;
  return [
    ...step.entities
      .filter(
        (declared) => !collectedEntities.some((e) => describes(declared, e)),
      )
      .map(({ _type }) => _type),
    ...step.relationships
      .filter(
        ({ _type, sourceType, targetType }) =>
          ![sourceType, targetType].includes('computer') &&
          !collectedRelationships.some((r) => r._type === _type),
      )
      .map(({ _type }) => _type),
  ];
}

/** By type and class: one type may be declared with several. */
function describes(declared: StepEntityMetadata, entity: Entity): boolean {
  return (
    declared._type === entity._type &&
    [declared._class].flat().join() === [entity._class].flat().join()
  );
}

function nameOf({ _type, _key }: Entity): string {
  return `${_type} ${_key}`;
}
