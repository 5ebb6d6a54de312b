/**
 * By which name a tenant knows a report. The same report may have an old and a
 * new name, and the name of an action may come with its namespace or without:
 * https://learn.microsoft.com/graph/call-api#namespace. They are tried in their
 * order, and the one that is answered is kept for the rest of the run.
 */
import {
  isNotFound,
  isUnknownSegment,
  type GraphResponseError,
} from '../errors/errors';
import { Scout } from '../basics/scout';
import type { ReportName, ReportRequest } from './reportRequest';

interface KnownName {
  readonly scout: Scout;
  /** undefined while none was answered. */
  name?: ReportName;
  /** The tenant has none of the names. */
  refusal?: GraphResponseError;
}

/** Shared by all views of a client. */
export class ReportNames {
  readonly #known = new Map<string, KnownName>();

  /**
   * Sends the request by the name that the tenant knows. While that is not known,
   * one request goes ahead alone.
   *
   * @throws what `send` throws: where the tenant has none of the names, that of the first
   */
  ask<Answer>(
    request: ReportRequest<string>,
    send: (request: ReportRequest<string>) => Promise<Answer>,
    signal: AbortSignal,
  ): Promise<Answer> {
    if (!request.otherNames) {
      return send(request);
    }
    const known = this.#knownOf(request);
    return known.scout.run(
      () => (known.name ?? known.refusal) !== undefined,
      () => askByName(known, request, send),
      signal,
    );
  }

  #knownOf({ version, path }: ReportName): KnownName {
    const key = `${version} ${path}`;
    const known = this.#known.get(key) ?? { scout: new Scout() };
    this.#known.set(key, known);
    return known;
  }
}

async function askByName<Answer>(
  known: KnownName,
  request: ReportRequest<string>,
  send: (request: ReportRequest<string>) => Promise<Answer>,
): Promise<Answer> {
  if (known.refusal) {
    throw known.refusal;
  }
  const { version, path, otherNames = [] } = request;
  const names = known.name ? [known.name] : [{ version, path }, ...otherNames];
  const failures: GraphResponseError[] = [];
  for (const name of names) {
    try {
      const answer = await send({ ...request, ...name });
      // After a 404 nobody knows whether the name is missing or what was asked for.
      if (!failures.some(isNotFound)) {
        known.name = name;
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
  known.refusal = known.name ? undefined : refusal;
  throw refusal;
}
