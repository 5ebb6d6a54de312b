/** What a run needs to be told: by JupiterOne, by Microsoft, and of the network. */
import { JUPITERONE_PROD_API_BASE_URL } from '@jupiterone/integration-sdk-runtime';
import { envFileProblems } from '../../src/config/envFile';
import { problemsOf } from '../../src/config/readResult';
import { listed, type CodedText } from '../../src/graph/basics/messageCodes';
import { ProxyAddressError, proxyFor } from '../../src/graph/network/proxy';
import { readLocalInstance, type LocalInstance } from '../localInstance';
import { problemOf } from '../problem';
import { readOptions, uploadVariables, type UploadOptions } from './options';

export interface Settings {
  readonly options: UploadOptions;
  readonly instance: LocalInstance;
}

/** What JupiterOne needs and what Microsoft needs, so that everything that is missing is said at once. */
export function readSettings(
  args: readonly string[],
): Settings | 'help' | { readonly problem: CodedText } {
  const options = readOptions(args, process.env);
  if (options === undefined) {
    return 'help';
  }
  const instance = readLocalInstance();
  const problems = [
    ...envFileProblems(uploadVariables),
    ...problemsOf(options),
    ...problemsOf(instance),
    ...proxyProblems(),
  ];
  return 'value' in options && 'value' in instance && problems.length === 0
    ? { options: options.value, instance: instance.value }
    : // What concerns the network is found with either configuration.
      { problem: listed('Nothing was started', [...new Set(problems)]) };
}

function proxyProblems(): CodedText[] {
  try {
    proxyFor(new URL(JUPITERONE_PROD_API_BASE_URL));
    return [];
  } catch (error) {
    if (error instanceof ProxyAddressError) {
      return [problemOf(error)];
    }
    throw error;
  }
}
