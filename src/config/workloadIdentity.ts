/** Where the token of a Kubernetes workload is: https://learn.microsoft.com/azure/aks/workload-identity-overview */
import { accessSync, constants } from 'node:fs';
import { errorCode } from '../graph/errors/errors';
import type { Reading } from './reading';

/** Kubernetes sets it in the pods of a service account that is annotated for it. */
const TOKEN_FILE_VARIABLE = 'AZURE_FEDERATED_TOKEN_FILE';

/** The path of the token's file; problems follow the name of the field. */
export function readTokenFile(
  environment: Readonly<Record<string, string | undefined>>,
): Reading<string> {
  const path = environment[TOKEN_FILE_VARIABLE];
  if (!path) {
    return {
      problems: [
        `is workload, but the variable ${TOKEN_FILE_VARIABLE} is not set: the pod needs the label azure.workload.identity/use and a service account that is annotated with the client id`,
      ],
    };
  }
  try {
    accessSync(path, constants.R_OK);
    return { value: path };
  } catch (error) {
    return {
      problems: [
        `is workload, but the file that ${TOKEN_FILE_VARIABLE} names cannot be read (${errorCode(error)})`,
      ],
    };
  }
}
