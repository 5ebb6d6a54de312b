/** What a run needs to be told: by JupiterOne, by Microsoft, and of the network. */
import {
  IntegrationError,
  type IntegrationInstance,
} from '@jupiterone/integration-sdk-core';
import {
  createIntegrationInstanceForLocalExecution,
  JUPITERONE_PROD_API_BASE_URL,
} from '@jupiterone/integration-sdk-runtime';
import { invocationConfig } from '../../src';
import { envFileProblems } from '../../src/config/envFile';
import type { IntegrationConfig } from '../../src/config/fields';
import { validateShape } from '../../src/config/validateShape';
import { ProxyAddressError, proxyFor } from '../../src/graph/network/proxy';
import { UsageError } from '../runs/options';
import { UNUSABLE } from '../../src/config/readResult';
import { inLines } from '../collect/problems';
import {
  NOTHING_STARTED,
  readOptions,
  uploadVariables,
  type UploadOptions,
} from './options';

export interface Settings {
  readonly options: UploadOptions;
  readonly instance: IntegrationInstance<IntegrationConfig>;
}

/** What JupiterOne needs and what Microsoft needs, so that everything that is missing is said at once. */
export function readSettings(
  args: readonly string[],
): Settings | 'help' | { readonly problem: string } {
  const options = problemOr(() => readOptions(args, process.env));
  if (options === undefined) {
    return 'help';
  }
  const envFile = envFileProblems(uploadVariables);
  const proxy = problemOr(() =>
    proxyFor(new URL(JUPITERONE_PROD_API_BASE_URL)),
  );
  const instance = problemOr(() => {
    const local = createIntegrationInstanceForLocalExecution(invocationConfig);
    validateShape(local.config);
    return local;
  });
  const problems = [...envFile, options, instance, proxy]
    .filter((part) => typeof part === 'string')
    .map((text) => inLines(NOTHING_STARTED, inLines(UNUSABLE, text)));
  return typeof options === 'string' ||
    typeof instance === 'string' ||
    problems.length > 0
    ? { problem: problems.join('\n') }
    : { options, instance };
}

function problemOr<Value>(read: () => Value): Value | string {
  try {
    return read();
  } catch (error) {
    if (
      error instanceof UsageError ||
      error instanceof IntegrationError ||
      error instanceof ProxyAddressError
    ) {
      return error.message;
    }
    throw error;
  }
}
