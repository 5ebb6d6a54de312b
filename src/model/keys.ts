/** The `_key` of each entity. They never change between releases: JupiterOne would see other entities. */

/** JupiterOne's data model wants ten characters (code points) at least. */
const MIN_KEY_LENGTH = 10;

export function accountKey(instanceId: string): string {
  return `microsoft_365_account-${instanceId}`;
}

/** A payload whose id can be a key. */
export type Identified<Payload> = Payload & { readonly id: string };

/**
 * Whether a payload can be emitted at all: users, groups and members are known
 * by their Graph id, a GUID.
 */
export function isIdentified<Payload extends { id?: unknown }>(
  payload: Payload,
): payload is Identified<Payload> {
  const id: unknown = payload?.id;
  return typeof id === 'string' && [...id].length >= MIN_KEY_LENGTH;
}
