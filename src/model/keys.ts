/**
 * Ids as they are read, and the `_key`s that are made of them. Keys never change
 * between releases: JupiterOne would see other entities.
 */
import { known } from './values';

/** JupiterOne's data model wants ten characters (code points) at least. */
const MIN_KEY_LENGTH = 10;

export function accountKey(instanceId: string): string {
  return `microsoft_365_account-${instanceId}`;
}

/** A payload whose id can be a key. */
export type Identified<Payload> = Payload & { readonly id: string };

/**
 * The payloads that can be emitted at all: all objects of Graph are known by
 * their id, a GUID. Here it is read as all else that names the object is.
 */
export function identified<Payload extends { id?: unknown }>(
  payloads: readonly Payload[],
): Identified<Payload>[] {
  const those: Identified<Payload>[] = [];
  for (const payload of payloads) {
    const id = readId(payload?.id);
    if (id !== undefined && isLongEnough(id)) {
      // The compiler does not see that a comparison with a text proves one.
      those.push(
        payload.id === id
          ? (payload as Identified<Payload>)
          : { ...payload, id },
      );
    }
  }
  return those;
}

/** A code point has two characters at most: only short ids have to be counted. */
function isLongEnough(id: string): boolean {
  return (
    id.length >= 2 * MIN_KEY_LENGTH - 1 || [...id].length >= MIN_KEY_LENGTH
  );
}

/**
 * The id that an answer holds; undefined for none, such as the GUID of zeros.
 * Whatever is compared with an id, or becomes part of a key, is read here.
 */
export function readId(value: unknown): string | undefined {
  const id = known(value);
  return id === undefined ? undefined : oneCase(id);
}

const UPPER_CASE_DIGIT = /[A-F]/;
const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * A GUID in lower case, as nearly all come; any other text as it is. The parts of
 * Intune write the same GUID in either case, and a key must not depend on which
 * of them is asked.
 */
function oneCase(id: string): string {
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

/**
 * The id that Intune itself gives to the status of a policy on a device. The
 * account and the device are GUIDs: a policy's id may contain a `_`, and no two
 * findings share a key.
 */
export function findingKey(
  intuneAccountId: string,
  policyId: string,
  deviceId: string,
): string {
  return `${intuneAccountId}_${policyId}_${deviceId}`;
}

/**
 * A key of parts: of ids, which have no `|`, and of what `keyPart` gives.
 *
 * Joined by `join`, because what V8 concatenates stays in pieces, and the SDK
 * keeps all keys: a third of their memory, for millions.
 */
export function flatKey(...parts: readonly string[]): string {
  return parts.join('|');
}

/**
 * A text that somebody chose, as a part of a key: application "a|1" in version
 * "2" and "a" in version "1|2" must not share a key. Nearly all texts stay as
 * they are.
 */
export function keyPart(text: string): string {
  return text.replace(/[|\\]/g, '\\$&');
}
