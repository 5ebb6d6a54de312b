/**
 * Finds the name by which a tenant has a report. The same report may have an old and
 * a new name, and the name of an action may need its namespace or not:
 * https://learn.microsoft.com/graph/call-api#namespace. The names are tried in their
 * order, and the one that is answered is kept for the rest of the run.
 */
import {
  isNotFound,
  isUnknownSegment,
  type GraphResponseError,
} from '../errors/errors';
import { Scout } from '../basics/scout';
import type { ReportName, ReportRequest } from './reportRequest';

interface AnsweredName {
  readonly scout: Scout;
  /** undefined while none was answered. */
  name?: ReportName;
  /** The tenant has none of the names. */
  refusal?: GraphResponseError;
}

/** Shared by all views of a client. */
export class ReportNames {
  readonly #answeredNames = new Map<string, AnsweredName>();

  /**
   * Sends the request by the name that the tenant knows. While that is not known,
   * one request goes ahead alone.
   *
   * @throws what `send` throws; if the tenant has none of the names, that of the first
   */
  ask<Answer>(
    request: ReportRequest<string>,
    send: (request: ReportRequest<string>) => Promise<Answer>,
    signal: AbortSignal,
  ): Promise<Answer> {
    if (!request.otherNames) {
      return send(request);
    }
    const answered = this.#answeredNameOf(request);
    return answered.scout.run(
      () => (answered.name ?? answered.refusal) !== undefined,
      () => askByName(answered, request, send),
      signal,
    );
  }

  #answeredNameOf({ version, path }: ReportName): AnsweredName {
    const key = `${version} ${path}`;
    const answered = this.#answeredNames.get(key) ?? { scout: new Scout() };
    this.#answeredNames.set(key, answered);
    return answered;
  }
}

async function askByName<Answer>(
  answered: AnsweredName,
  request: ReportRequest<string>,
  send: (request: ReportRequest<string>) => Promise<Answer>,
): Promise<Answer> {
  if (answered.refusal) {
    throw answered.refusal;
  }
  const { version, path, otherNames = [] } = request;
  const names = answered.name
    ? [answered.name]
    : [{ version, path }, ...otherNames];
  const failures: GraphResponseError[] = [];
  for (const name of names) {
    try {
      const answer = await send({ ...request, ...name });
      // A 404 does not tell whether the name is missing or what was asked for.
      if (!failures.some(isNotFound)) {
        answered.name = name;
      }
      return answer;
    } catch (error) {
      if (!isUnknownSegment(error)) {
        throw error;
      }
      failures.push(error);
    }
  }
  const missing = failures.find(isNotFound);
  if (missing) {
    throw missing;
  }
  const [refusal] = failures;
  answered.refusal = answered.name ? undefined : refusal;
  throw refusal;
}
