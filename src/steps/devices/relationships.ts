/** The relationships that every type of device has, declared for each type. */
import type {
  RelationshipClass,
  StepRelationshipMetadata,
} from '@jupiterone/integration-sdk-core';
import { defineRelationship } from '../../model/relationships';
import { deviceTypes, type DeviceType } from './deviceType';

/** `computer` was emitted by older versions of the product; it stays declared. */
const declaredTypes = [...deviceTypes, 'computer'] as const;

interface EntityType {
  readonly _type: string;
}

/** One declaration for each type of device. */
export interface DeviceRelationships {
  readonly all: StepRelationshipMetadata[];
  of(type: DeviceType): StepRelationshipMetadata;
}

export function relationshipsToDevices(
  source: EntityType,
  _class: RelationshipClass,
): DeviceRelationships {
  return forEachType((type) =>
    defineRelationship(source, _class, { _type: type }),
  );
}

export function relationshipsFromDevices(
  _class: RelationshipClass,
  target: EntityType,
): DeviceRelationships {
  return forEachType((type) =>
    defineRelationship({ _type: type }, _class, target),
  );
}

function forEachType(
  define: (type: string) => StepRelationshipMetadata,
): DeviceRelationships {
  const byType = new Map<string, StepRelationshipMetadata>(
    declaredTypes.map((type) => [type, define(type)]),
  );
  return {
    all: [...byType.values()],
    of: (type) => byType.get(type) ?? define(type),
  };
}
