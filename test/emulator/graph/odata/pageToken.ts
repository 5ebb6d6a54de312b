/** Page tokens: opaque to clients, bound to one collection and its options, and proof against tampering. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { directoryBadRequest } from '../errors';

/** Where the next page of which listing starts. */
export interface PagePosition {
  /** Version and path of the collection. */
  readonly collection: string;
  /** The other query options, which the link repeats. */
  readonly options: readonly (readonly [string, string])[];
  readonly offset: number;
}

export interface PageTokens {
  write(position: PagePosition): string;
  /** Throws a `GraphError` for a token that this emulator did not write. */
  read(token: string): PagePosition;
}

/** Every token of the real directory starts with these bytes, `RFNwd` in base 64. */
const prefix = Buffer.from('DSpt\u0002\u0000\n\u0000', 'latin1');
const macLength = 16;

export const invalidPageToken = () =>
  directoryBadRequest('The page token is not valid.');

export function createPageTokens(): PageTokens {
  const key = randomBytes(32);
  const macOf = (payload: Buffer) =>
    createHmac('sha256', key).update(payload).digest().subarray(0, macLength);
  return {
    write: (position) => {
      const payload = Buffer.from(JSON.stringify(position));
      return Buffer.concat([prefix, macOf(payload), payload]).toString(
        'base64url',
      );
    },
    read: (token) => {
      const bytes = Buffer.from(token, 'base64url');
      const mac = bytes.subarray(prefix.length, prefix.length + macLength);
      const payload = bytes.subarray(prefix.length + macLength);
      if (mac.length !== macLength || !timingSafeEqual(mac, macOf(payload))) {
        throw invalidPageToken();
      }
      return JSON.parse(payload.toString()) as PagePosition;
    },
  };
}
