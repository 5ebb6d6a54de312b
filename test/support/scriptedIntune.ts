/** A scripted Intune: answers steps by path and by report, whatever the order; exports are real ZIP files. */
import type { CreateMockJobStateOptions } from '@jupiterone/integration-sdk-testing';
import { emulatedCloud } from '../../src/graph/clouds/clouds';
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
  /** Answers a report by its filter and the name of its action; a report without an answer has no rows. */
  readonly report?: (
    filter: string,
    action: string,
  ) => HttpReply | readonly ReportedRow[] | undefined;
}

/** By column. */
export type ReportedRow = Readonly<Record<string, unknown>>;

interface ReportBody {
  readonly reportName: string;
  readonly filter: string;
  readonly select: readonly string[];
  readonly skip: number;
}

/** https://github.com/microsoftgraph/msgraph-beta-sdk-dotnet/issues/683 */
const ROWS_A_PAGE = 50;

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
      const action = path.slice(path.lastIndexOf('/') + 1);
      const answer = script.report?.(body.filter, action) ?? [];
      return 'status' in answer ? answer : reportReply(answer, body);
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

/** The reports that were asked for, their filters: in their order, one for each page. */
export function reportsAsked({
  transport,
}: Pick<ScriptedStep, 'transport'>): string[] {
  return transport.requests.flatMap(({ body }) => {
    const { filter, skip } = (body ?? {}) as Partial<ReportBody>;
    return filter === undefined || skip === undefined ? [] : [filter];
  });
}

/** A page, its columns in alphabetical order whatever was selected, as Intune has them. */
function reportReply(
  rows: readonly ReportedRow[],
  { select, skip }: ReportBody,
): HttpReply {
  const names = new Set([...select, ...rows.flatMap(Object.keys)]);
  const columns = [...names].sort();
  return ok({
    TotalRowCount: rows.length,
    Schema: columns.map((Column) => ({ Column })),
    Values: rows
      .slice(skip, skip + ROWS_A_PAGE)
      .map((row) => columns.map((column) => row[column] ?? null)),
  });
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
