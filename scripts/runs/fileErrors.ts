/** What the file system refuses, in one sentence that names the way out. */
import { userInfo } from 'node:os';
import { coded, type CodedText } from '../../src/graph/basics/messageCodes';
import { UserError } from '../problem';

/** A command ends with its message, and with the exit code of a run that is unusable. */
export class RunFolderError extends UserError {}

const explanations: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no space left on the disk. Free some',
  EDQUOT: "the user's share of the disk is full. Free some",
  EFBIG: 'a file grew beyond what the system allows. Raise the limit of ulimit',
  EROFS: 'the disk is read-only. Use a folder that can be written to',
  EACCES: `the user ${userName()} may not write there. Give the folder to that user, or run as its owner`,
  EPERM: `the user ${userName()} may not write there. Give the folder to that user, or run as its owner`,
  ENOTDIR: 'a file is where a folder must be. Move it away',
  EISDIR: 'a folder is where a file must be. Move it away',
  EEXIST: 'something else has this name. Move it away',
  EXDEV: 'it is on another disk than .j1-integration-runs. Move it away',
  EIO: 'the disk reports an error. Look for it in the log of the system',
  EBUSY: 'something is mounted there. Mount the folder above it instead',
  EMFILE: 'too many files are open. Raise the limit of ulimit -n',
};

/** undefined for what is no refusal of the file system. */
export function describeFileError(
  error: unknown,
  folder: string,
): CodedText | undefined {
  const { code = '', path = folder } = (error ?? {}) as NodeJS.ErrnoException;
  const explanation = explanations[code] as string | undefined;
  return explanation === undefined
    ? undefined
    : coded('M365-RUN-002', `${path} cannot be written: ${explanation}.`);
}

/** The error that the file system would have for a name that something else has. */
export function refusalOf(path: string, code: 'EEXIST' | 'EISDIR'): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code, path });
}

/**
 * The same of what another process printed, a log or a stack trace: undefined
 * when it names no such refusal of `folder` or of what is in it.
 */
export function findFileError(
  text: string,
  folder: string,
): CodedText | undefined {
  for (const [, code, file = folder] of text.matchAll(refusal)) {
    const sentence = describeFileError({ code, path: file }, folder);
    if (sentence !== undefined && file.startsWith(folder)) {
      return sentence;
    }
  }
  return undefined;
}

/** `EACCES: permission denied, open '/data/summary.json'`: https://nodejs.org/api/errors.html#nodejs-error-codes */
const refusal = /\b(E[A-Z]{3,}): [^'\n]*(?:'([^'\n]+)')?/g;

/** What `work` comes to; a refusal of the file system as a sentence. @throws RunFolderError */
export async function withFolder<Value>(
  folder: string,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    const sentence = describeFileError(error, folder);
    throw sentence === undefined
      ? error
      : new RunFolderError(sentence, { cause: error });
  }
}

/** For `catch`: `value` when there is no such file. */
export function missingAs<Value>(value: Value) {
  return (error: NodeJS.ErrnoException): Value => {
    if (error.code === 'ENOENT') {
      return value;
    }
    throw error;
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // Containers run as numbers that no file names.
    return String(process.getuid?.() ?? 'of this process');
  }
}
