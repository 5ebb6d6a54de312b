/** Objects of a derived type: they have the properties of that type and say which one it is. */
import type { EntityType } from '../odata/entityType';
import { project, type Selection } from '../odata/select';
import type { GraphVersion } from '../route';

/** Without `$select` everything that the object has, but on v1.0 nothing that only beta knows. */
export function projectDerived(
  item: object,
  { selected }: Selection,
  type: EntityType,
  version: GraphVersion,
): Record<string, unknown> {
  const properties = selected ?? ownProperties(item, type, version);
  const odataType: unknown = Reflect.get(item, '@odata.type');
  return {
    ...(odataType !== undefined && { '@odata.type': odataType }),
    ...project(item, properties, type),
  };
}

function ownProperties(item: object, type: EntityType, version: GraphVersion) {
  return Object.keys(item).filter(
    (property) =>
      property !== '@odata.type' &&
      (version === 'beta' || !type.betaProperties.includes(property)),
  );
}
