/**
 * A dataset may have two sources. They are tried in order; one that is not to be
 * had, or that has fewer rows than Intune counts, gives way to the next. When
 * none is left the step fails.
 */
import {
  IntegrationInfoEventName,
  IntegrationProviderAPIError,
} from '@jupiterone/integration-sdk-core';
import type { GraphClient } from '../graph/client';
import {
  ExportUnavailableError,
  type ExportRequest,
  type ExportRow,
} from '../graph/exports/exportRequest';
import { errorMessage } from '../graph/errors';
import type { StepContext } from './context';
import { tellUsers } from './events';
import type { IndexedPolicy } from './policyIndex';

/** A source has fewer rows than Intune counts. */
export class IncompleteSourceError extends IntegrationProviderAPIError {
  constructor(endpoint: string, policies: readonly IndexedPolicy[]) {
    const names = policies.map(({ name }) => name).join(', ');
    const message = `${endpoint} has fewer statuses than Intune counts for: ${names}`;
    super({ endpoint, status: 200, statusText: message, message });
    this.name = new.target.name;
  }
}

/**
 * @param failure why the source before gave way
 * @throws IncompleteSourceError or ExportUnavailableError to give way to the next source
 */
export type Source<Result> = (failure?: Error) => Promise<Result>;

export async function firstComplete<Result>(
  context: StepContext,
  sources: readonly [Source<Result>, ...Source<Result>[]],
  failure?: Error,
): Promise<Result> {
  const [source, next, ...rest] = sources;
  try {
    return await source(failure);
  } catch (error) {
    if (!givesWay(error)) {
      throw error;
    }
    if (!next) {
      // What is known to be missing says more than that the other source is not to be had.
      throw failure instanceof IncompleteSourceError &&
        error instanceof ExportUnavailableError
        ? failure
        : error;
    }
    announce(context, error);
    return firstComplete(context, [next, ...rest], error);
  }
}

function givesWay(
  error: unknown,
): error is ExportUnavailableError | IncompleteSourceError {
  return (
    error instanceof ExportUnavailableError ||
    error instanceof IncompleteSourceError
  );
}

/**
 * The rows of an export that nothing else can check. One without any row may
 * be one that Intune did not fill: the other source knows.
 *
 * @throws ExportUnavailableError before the first rows
 */
export async function* nonEmptyExport<Column extends string>(
  graph: GraphClient,
  request: ExportRequest<Column>,
): AsyncGenerator<ExportRow<Column>[], void, undefined> {
  let isEmpty = true;
  for await (const rows of graph.exportRows(request)) {
    isEmpty = false;
    yield rows;
  }
  if (isEmpty) {
    throw new ExportUnavailableError(
      request.reportName,
      'damaged',
      'the file has no rows',
    );
  }
}

function announce({ logger }: StepContext, error: Error): void {
  if (error instanceof ExportUnavailableError && error.reason === 'forbidden') {
    tellUsers(
      logger,
      IntegrationInfoEventName.Info,
      `Microsoft Intune does not let this application export the report ${error.reportName}. ` +
        'The same data are collected by more requests. In some tenants exports need a ReadWrite permission, which this integration does not ask for.',
    );
  } else {
    logger.warn({ reason: errorMessage(error) }, 'Another source is used');
  }
}
