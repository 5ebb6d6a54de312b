/** Secrets in files of their own, as Kubernetes, Docker and systemd mount them. */
import { readFileSync } from 'node:fs';
import { errorCode } from '../graph/errors/errors';
import type { ReadResult } from './readResult';
import { coded } from '../graph/basics/messageCodes';

/**
 * The content of a file without blanks and line breaks around it. Problems follow
 * the name of whatever names the file, and never repeat its path or content: a path
 * may be the secret itself, in the wrong place.
 */
export function readSecretFile(path: string): ReadResult<string> {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    return {
      problems: [
        coded(
          'M365-CONFIG-014',
          `names a file that cannot be read (${errorCode(error)})`,
        ),
      ],
    };
  }
  // Editors of Windows put a mark before the first character.
  const value = content.replace(/^\uFEFF/, '').trim();
  return value === ''
    ? { problems: [coded('M365-CONFIG-015', 'names a file that is empty')] }
    : { value };
}
