/** A scripted Intune: answers steps by path and by report, whatever the order; exports are real ZIP files. */
import type { CreateMockJobStateOptions } from '@jupiterone/integration-sdk-testing';
import { emulatedCloud } from '../../src/graph/clouds';
import { batchReply, isBatch } from '../graph/batchReplies';
import { HttpsServer } from '../graph/httpsServer';
import { failed, ok, type HttpReply } from '../graph/replies';
import type { LoggedRequest } from '../graph/scriptedTransport';
import { zipped } from '../graph/zipFile';
import { scriptedStep, type ScriptedStep } from './stepContext';

/** The cells of a table, its header first. */
export type Table = readonly (readonly string[])[];

export interface IntuneScript {
  /** By path below the version, without the query; inside a batch, too. */
  readonly paths?: Readonly<Record<string, HttpReply>>;
  /** By report name; a report that is missing is refused, as in tenants that do not have it. */
  readonly exports?: Readonly<Record<string, Table | HttpReply>>;
  /** Answers a report by its filter; without it reports have no rows. */
  readonly report?: (filter: string) => HttpReply;
}

interface ReportBody {
  readonly reportName: string;
  readonly filter: string;
  readonly select: readonly string[];
}

export const forbidden = failed(403, 'Forbidden');

/** `GET /v1.0/deviceManagement`: what findings are named by. */
export const intuneAccount = {
  '/deviceManagement': ok({ intuneAccountId: 'account' }),
};

export class ScriptedIntune {
  readonly #server: HttpsServer;

  static async start(): Promise<ScriptedIntune> {
    return new ScriptedIntune(await HttpsServer.start());
  }

  private constructor(server: HttpsServer) {
    this.#server = server;
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** A step's context before this Intune. */
  step(
    script: IntuneScript,
    jobState: CreateMockJobStateOptions = {},
  ): ScriptedStep {
    this.#server.answer = (request, response) => {
      const name = request.url?.slice(1) ?? '';
      const table = script.exports?.[name];
      void zipped(csv(Array.isArray(table) ? table : [])).then((file) =>
        response.end(file),
      );
    };
    const cloud = emulatedCloud(this.#server.origin);
    const options = { cloud, ca: this.#server.ca };
    return scriptedStep(
      (request) => this.#reply(script, request),
      jobState,
      options,
    );
  }

  #reply(script: IntuneScript, request: LoggedRequest): HttpReply {
    if (isBatch(request)) {
      return batchReply(request, (url) => replyOf(script, pathOf(url)));
    }
    const path = pathOf(new URL(request.url).pathname.replace(/^\/[^/]+/, ''));
    const body = request.body as ReportBody;
    if (path.endsWith('/exportJobs')) {
      return this.#exportJob(script, body.reportName);
    }
    if (request.method === 'POST') {
      return script.report?.(body.filter) ?? emptyReport(body.select);
    }
    return replyOf(script, path);
  }

  /** The file is there at once. */
  #exportJob({ exports = {} }: IntuneScript, reportName: string): HttpReply {
    const answer = exports[reportName];
    if (answer === undefined) {
      return failed(400, 'BadRequest', {}, 'PostExportJobAsync not supported');
    }
    const url = `${this.#server.origin}/${reportName}`;
    return 'status' in answer
      ? answer
      : ok({ id: `${reportName}_1`, reportName, status: 'completed', url });
  }
}

/** The paths that were asked for, below the version and without their queries: batches opened, in alphabetical order. */
export function pathsAsked({
  transport,
}: Pick<ScriptedStep, 'transport'>): string[] {
  return transport.requests
    .flatMap((request) => {
      const { requests } = (request.body ?? {}) as {
        requests?: readonly { readonly url: string }[];
      };
      return requests
        ? requests.map(({ url }) => pathOf(url))
        : [pathOf(new URL(request.url).pathname.replace(/^\/[^/]+/, ''))];
    })
    .sort();
}

/** The exports that were posted, in their order. */
export function exportsAsked({
  transport,
}: Pick<ScriptedStep, 'transport'>): string[] {
  return transport.requests
    .filter(({ url }) => url.endsWith('/exportJobs'))
    .map(({ body }) => (body as ReportBody).reportName);
}

function emptyReport(columns: readonly string[]): HttpReply {
  const Schema = columns.map((Column) => ({ Column }));
  return ok({ TotalRowCount: 0, Schema, Values: [] });
}

function pathOf(url: string): string {
  return decodeURIComponent(url.split('?')[0]);
}

function replyOf({ paths = {} }: IntuneScript, path: string): HttpReply {
  if (!Object.hasOwn(paths, path)) {
    throw new Error(`The script has no answer to ${path}`);
  }
  return paths[path];
}

function csv(table: Table): string {
  return table.map((cells) => `${cells.join(',')}\r\n`).join('');
}
