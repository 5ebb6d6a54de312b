/** What the synchronization API refuses in an object: https://docs.jupiterone.io/api/sync-jobs/api-reference */

const required = {
  entities: ['_key', '_type', '_class'],
  relationships: ['_key', '_type', '_class', '_fromEntityKey', '_toEntityKey'],
} as const;

/** Properties of the platform, which may look as they like. */
const isSystemProperty = (name: string) => name.startsWith('_');

/** Why the object is refused, in a sentence; undefined when it is not. */
export function refusalOf(
  kind: 'entities' | 'relationships',
  object: unknown,
): string | undefined {
  if (typeof object !== 'object' || object === null) {
    return 'an object is expected';
  }
  const properties = object as Record<string, unknown>;
  const missing = required[kind].find((name) => !properties[name]);
  if (missing !== undefined) {
    return `${missing} is required`;
  }
  const odd = Object.entries(properties).find(
    ([name, value]) => !isSystemProperty(name) && !isPropertyValue(value),
  );
  return odd && `${odd[0]} has a value of no supported type`;
}

/** A string, boolean, number or null, or a list of one of them. */
function isPropertyValue(value: unknown): boolean {
  if (!Array.isArray(value)) {
    return isScalar(value);
  }
  const kinds = new Set(value.map((item) => typeof item));
  return kinds.size <= 1 && value.every(isScalar);
}

function isScalar(value: unknown): boolean {
  return (
    value === null || ['string', 'boolean', 'number'].includes(typeof value)
  );
}
