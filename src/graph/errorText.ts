/**
 * Graph's error texts, fit to be read. Intune's hold JSON, twice over, with the
 * internal address of the service: page tokens, names and ids of devices are in it.
 */

const LONGEST = 300;

/** The innermost `Message`, without what only Microsoft can use. */
export function readableMessage(message: string): string {
  const [text] = innermost(message).split(/ - Operation ID|\bUrl: /);
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
