/**
 * Graph's error texts, fit to be read. Intune's hold JSON, twice over, with the
 * internal address of the service: page tokens, names and ids of devices are in it.
 */
import { LONGEST_RETRY_AFTER_MS } from '../basics/limits';

const LONGEST = 300;

/** No more is looked at: patterns may take the square of the length. */
const LONGEST_READ = 10_000;

/** Tokens, and the signatures of downloads: a server may quote what it was sent. */
const AUTHORIZING =
  /\bBearer\s+[\w.~+/=-]{16,}|\beyJ[\w-]+\.[\w.-]+|\bsig=[^&\s"']+/gi;

/** The innermost `Message`, without what only Microsoft can use and what nobody may see. */
export function readableMessage(message: string): string {
  const [part] = innermost(message.slice(0, LONGEST_READ)).split(
    / - Operation ID|\bUrl: /,
  );
  const text = part.replace(AUTHORIZING, '[redacted]');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function innermost(message: string): string {
  if (!message.trimStart().startsWith('{')) {
    return message;
  }
  try {
    const { Message } = JSON.parse(message) as { Message?: unknown };
    return typeof Message === 'string' ? innermost(Message) : 'no message';
  } catch {
    return 'no message that can be read';
  }
}

/** The end of a message about an answer that asks for a longer wait than we grant; mostly nothing. */
export function tooLongWait(retryAfterMs = 0): string {
  return retryAfterMs > LONGEST_RETRY_AFTER_MS
    ? `; it asks to wait for ${retryAfterMs / 1_000} s, and the limit LONGEST_RETRY_AFTER_MS is ${LONGEST_RETRY_AFTER_MS / 1_000} s`
    : '';
}
