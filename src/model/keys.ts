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
  if (typeof id !== 'string') {
    return false;
  }
  // A code point has two characters at most: only short ids have to be counted.
  return (
    id.length >= 2 * MIN_KEY_LENGTH - 1 || [...id].length >= MIN_KEY_LENGTH
  );
}

export function hostAgentKey(deviceId: string): string {
  return `intune-host-agent:${deviceId}`;
}

/** One detected application for all versions; Intune writes the same name in several cases. */
export function detectedApplicationKey(name: string): string {
  return `IntuneDetected:${name.toLowerCase()}`;
}

/** The id that Intune itself gives to the status of a policy on a device. */
export function findingKey(
  intuneAccountId: string,
  policyId: string,
  deviceId: string,
): string {
  return `${intuneAccountId}_${policyId}_${deviceId}`;
}
