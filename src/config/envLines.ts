/** The lines of .env, as the SDK reads them: one by one (dotenv 8). */
import { readFileSync } from 'node:fs';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The last line of the file that sets a variable. */
export interface Line {
  readonly number: number;
  readonly hasExport: boolean;
  /** All behind the equals sign, without blanks around it. */
  readonly written: string;
  /** The next line sets nothing and is no comment: the value may go on there. */
  readonly isFollowedByText: boolean;
}

const ASSIGNMENT = /^\s*(export\s+)?([\w.-]+)\s*=\s*(.*?)\s*$/;
const COMMENT_OR_BLANK = /^\s*(?:#|$)/;

/** A file that is not there or cannot be read was not read by the SDK either. */
export function readEnvFile(): string | undefined {
  try {
    return readFileSync('.env', 'utf8');
  } catch {
    return undefined;
  }
}

/** As the SDK, which never sees a line with "export"; it counts where there is no other. */
export function linesOf(text: string): ReadonlyMap<string, Line> {
  const lines = new Map<string, Line>();
  const contents = text.split(/\r\n|\n|\r/);
  for (const [index, content] of contents.entries()) {
    const [, word, name, written] = ASSIGNMENT.exec(content) ?? [];
    const hasExport = word !== undefined;
    if (name && (!hasExport || lines.get(name)?.hasExport !== false)) {
      const next = contents[index + 1] ?? '';
      const isFollowedByText =
        !COMMENT_OR_BLANK.test(next) && !ASSIGNMENT.test(next);
      const number = index + 1;
      lines.set(name, { number, hasExport, written, isFollowedByText });
    }
  }
  return lines;
}
