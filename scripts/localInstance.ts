/** The integration as .env and the environment configure it, for commands that run it in their own process. */
import {
  IntegrationError,
  type IntegrationInstance,
} from '@jupiterone/integration-sdk-core';
import { createIntegrationInstanceForLocalExecution } from '@jupiterone/integration-sdk-runtime';
import { invocationConfig } from '../src';
import type { IntegrationConfig } from '../src/config/fields';
import type { ReadResult } from '../src/config/readResult';
import { describeMistyped, readShape } from '../src/config/validateShape';

export type LocalInstance = IntegrationInstance<IntegrationConfig>;

export function readLocalInstance(): ReadResult<LocalInstance> {
  let instance: LocalInstance;
  try {
    instance = createIntegrationInstanceForLocalExecution(invocationConfig);
  } catch (error) {
    const problem =
      error instanceof IntegrationError
        ? describeMistyped(error.message)
        : undefined;
    if (problem === undefined) {
      throw error;
    }
    return { problems: [problem] };
  }
  const read = readShape(instance.config);
  return 'value' in read
    ? { value: { ...instance, config: read.value } }
    : read;
}
