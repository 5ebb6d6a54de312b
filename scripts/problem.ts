/**
 * The one way in which a command says that something is wrong: on stderr, in
 * words that end in a code. The compiler refuses a text without one.
 */
import {
  coded,
  isCoded,
  type CodedText,
} from '../src/graph/basics/messageCodes';
import { codedMessage } from '../src/graph/errors/codedMessage';
import { errorMessage, GraphError } from '../src/graph/errors/errors';

/** What a user caused or can heal. A command prints the message and ends. */
export class UserError extends Error {
  declare readonly message: CodedText;

  constructor(message: CodedText, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** @param more what follows: the next step, or the options */
export function printProblem(problem: CodedText, more?: string): void {
  console.error(more === undefined ? problem : `${problem}\n\n${more}`);
}

/** The text with a code, also where another program wrote it: what has none was not foreseen. */
export function asCoded(text: string): CodedText {
  return isCoded(text)
    ? text
    : coded('M365-RUN-013', `An error that nobody expected: ${text}`);
}

/** The message of whatever was thrown. */
export function problemOf(error: unknown): CodedText {
  return asCoded(
    error instanceof GraphError ? codedMessage(error) : errorMessage(error),
  );
}
