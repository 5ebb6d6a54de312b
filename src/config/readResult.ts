/** What reading a part of the configuration gives: its value, or all that is wrong with it. */
import { IntegrationValidationError } from '@jupiterone/integration-sdk-core';

export type ReadResult<Value> =
  | { readonly value: Value }
  /** Each names its field and never repeats what stands in it: it could be the secret, in the wrong place. */
  | { readonly problems: readonly string[] };

export function problemsOf(reading: ReadResult<unknown>): readonly string[] {
  return 'problems' in reading ? reading.problems : [];
}

/** What the message begins with that lists all problems of a configuration. */
export const UNUSABLE = 'The configuration is not usable';

/** @throws IntegrationValidationError that says everything that is wrong */
export function valueOf<Value>(reading: ReadResult<Value>): Value {
  if ('problems' in reading) {
    throw new IntegrationValidationError(
      `${UNUSABLE}: ${reading.problems.join('; ')}.`,
    );
  }
  return reading.value;
}
