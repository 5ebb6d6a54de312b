/** Posts an export job, and reads the state of one. */
import type { Clock } from '../basics/clock';
import {
  GraphProtocolError,
  GraphResponseError,
  GraphTransportError,
  isBadRequest,
  isForbidden,
  isNotFound,
} from '../errors/errors';
import { asObject, isAddressable } from '../basics/json';
import type { ExportGate } from './exportGate';
import {
  exportEndpoint,
  ExportUnavailableError,
  type ExportRequest,
} from './exportRequest';

/** https://learn.microsoft.com/graph/api/resources/intune-reporting-devicemanagementexportjob */
export interface JobState {
  readonly id: string;
  readonly status: string | undefined;
  readonly url: string | undefined;
}

export interface PostedJob {
  readonly state: JobState;
  /** By the monotonic clock. */
  readonly postedAt: number;
}

interface PostAccess {
  readonly post: (body: unknown) => Promise<unknown>;
  readonly clock: Clock;
  readonly gate: ExportGate;
  readonly signal: AbortSignal;
}

/**
 * Posts a job, unless it is known that it would be refused.
 *
 * @throws ExportUnavailableError when the application may not, or the report is refused
 */
export function postJob(
  request: ExportRequest<string>,
  access: PostAccess,
): Promise<PostedJob> {
  const { gate, signal } = access;
  return gate.run(request, () => tryPost(request, access), signal);
}

/**
 * Some reports refuse a `select` that names their own columns, and some tenants
 * lack columns. Then `select` is left out, and the file is read by its header.
 */
async function tryPost(
  request: ExportRequest<string>,
  access: PostAccess,
  sendsSelect = true,
): Promise<PostedJob> {
  const { post, clock } = access;
  try {
    const answer = await post(jobBody(request, sendsSelect));
    return { state: jobState(answer), postedAt: clock.monotonic() };
  } catch (error) {
    if (sendsSelect && isBadRequest(error)) {
      return tryPost(request, access, false);
    }
    throw toUnavailable(request, error);
  }
}

/** @throws GraphProtocolError when there is no job in it */
export function jobState(body: unknown): JobState {
  const { id, status, url } = asObject(body) ?? {};
  if (!isAddressable(id) || id === '') {
    throw new GraphProtocolError(exportEndpoint, 'the answer has no job');
  }
  return {
    id,
    status: typeof status === 'string' ? status : undefined,
    url: typeof url === 'string' ? url : undefined,
  };
}

/** The error that lets a step use another source, if this is a reason to; otherwise the same error. */
export function toUnavailable(
  { reportName }: ExportRequest<string>,
  error: unknown,
): unknown {
  if (isForbidden(error)) {
    return new ExportUnavailableError(reportName, 'forbidden', error.message);
  }
  if (isBadRequest(error) || isNotFound(error) || isNotImplemented(error)) {
    return new ExportUnavailableError(reportName, 'refused', error.message);
  }
  if (isOfService(error)) {
    return new ExportUnavailableError(reportName, 'failed', error.message);
  }
  return error;
}

/**
 * `select` is left out instead of empty, because some reports refuse an empty one.
 * The columns with localized texts, `…_loc`, are never named, because reports refuse
 * those, too.
 */
export function jobBody(
  { reportName, columns, optionalColumns = [], filter }: ExportRequest<string>,
  sendsSelect: boolean,
) {
  return {
    reportName,
    format: 'csv',
    localizationType: 'LocalizedValuesAsAdditionalColumn',
    ...(sendsSelect && { select: [...columns, ...optionalColumns] }),
    ...(filter !== undefined && { filter }),
  };
}

/**
 * Whether the error is one of Graph's export service, which stays out of order or
 * answers with something that is no job: Graph's other services may work. A broken
 * connection would break for them, too.
 */
function isOfService(error: unknown): error is Error {
  return (
    error instanceof GraphResponseError ||
    error instanceof GraphProtocolError ||
    (error instanceof GraphTransportError && error.fault === 'malformed')
  );
}

/** Whether a cloud does not have the service: https://learn.microsoft.com/graph/errors */
function isNotImplemented(error: unknown): error is GraphResponseError {
  return error instanceof GraphResponseError && error.status === 501;
}
