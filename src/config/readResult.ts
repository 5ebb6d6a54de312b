/** What reading a part of the configuration gives: its value, or all that is wrong with it. */
import { IntegrationValidationError } from '@jupiterone/integration-sdk-core';
import { listed, type CodedText } from '../graph/basics/messageCodes';

export type ReadResult<Value> =
  | { readonly value: Value }
  /** Each names its field and never repeats what stands in it: it could be the secret, in the wrong place. */
  | { readonly problems: readonly CodedText[] };

export function problemsOf(reading: ReadResult<unknown>): readonly CodedText[] {
  return 'problems' in reading ? reading.problems : [];
}

/** Problems that follow the name of what they are about. */
export function about(
  name: string,
  problems: readonly CodedText[],
): CodedText[] {
  return problems.map((problem): CodedText => `${name} ${problem}`);
}

/** The title of the message that lists all problems of a configuration. */
const UNUSABLE = 'The configuration is not usable';

/** @throws IntegrationValidationError that says everything that is wrong, a line each */
export function valueOf<Value>(reading: ReadResult<Value>): Value {
  if ('problems' in reading) {
    throw new IntegrationValidationError(listed(UNUSABLE, reading.problems));
  }
  return reading.value;
}
