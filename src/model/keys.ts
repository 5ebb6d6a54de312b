/** The `_key` of each entity. They never change between releases: JupiterOne would see other entities. */

/** JupiterOne's data model wants ten characters (code points) at least. */
const MIN_KEY_LENGTH = 10;

export function accountKey(instanceId: string): string {
  return `microsoft_365_account-${instanceId}`;
}

/** A payload whose id can be a key. */
export type Identified<Payload> = Payload & { readonly id: string };

/**
 * The payloads that can be emitted at all: all objects of Graph are known by
 * their id, a GUID. Here it gets the case in which it is a key, and in which all
 * else that names the object is compared with it.
 */
export function identified<Payload extends { id?: unknown }>(
  payloads: readonly Payload[],
): Identified<Payload>[] {
  return payloads.filter(hasKey).map(inOneCase);
}

function hasKey<Payload extends { id?: unknown }>(
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

function inOneCase<Payload>(payload: Identified<Payload>): Identified<Payload> {
  const id = oneCase(payload.id);
  return id === payload.id ? payload : { ...payload, id };
}

const UPPER_CASE_DIGIT = /[A-F]/;
const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * A GUID in lower case, as nearly all come; any other text as it is. The parts of
 * Intune write the same GUID in either case, and a key must not depend on which
 * of them is asked.
 */
export function oneCase(id: string): string {
  return UPPER_CASE_DIGIT.test(id) && isGuid(id) ? id.toLowerCase() : id;
}

export function isGuid(text: string): boolean {
  return GUID.test(text);
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
