/** Values by which Intune says that it has none. */
import { oneCase } from './keys';
import { text } from './values';

const ZERO_GUID = '00000000-0000-0000-0000-000000000000';

/** A text that says something: not "", not the zero GUID, not "Unknown". */
export function known(value: unknown): string | undefined {
  const known = text(value);
  return known === ZERO_GUID || known === 'Unknown' ? undefined : known;
}

/** The id of another object: in the case in which that object's key is. */
export function knownId(value: unknown): string | undefined {
  const id = known(value);
  return id === undefined ? undefined : oneCase(id);
}
