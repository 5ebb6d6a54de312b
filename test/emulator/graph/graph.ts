/** Microsoft Graph as an HTTP handler: reads the version and the body, answers, and adds the transport headers. */
import { randomUUID } from 'node:crypto';
import type { HttpAnswer, HttpHandler, HttpRequest } from '../http/message';
import type { Tokens } from '../login/tokens';
import type { Tenant } from '../tenant';
import { answerRequest, type Pipeline } from './answer';
import { createBatchRoute } from './batch';
import { probableBehaviour, type ServiceBehaviour } from './behaviour';
import { createContext } from './context';
import {
  errorBody,
  GraphError,
  invalidJson,
  invalidVersion,
  type RequestIds,
} from './errors';
import { errorHeaders, transportHeaders } from './headers';
import type { IntuneIndex } from './intune/intuneIndex';
import type { ExportJobs } from './reports/exportJobs';
import {
  bothVersions,
  type GraphAnswer,
  type GraphPolicy,
  type GraphRequest,
} from './route';
import { createRouter } from './router';
import { routes } from './routes';

export interface GraphOptions extends Partial<ServiceBehaviour> {
  readonly tenant: Tenant;
  readonly origin: string;
  readonly tokens: Tokens;
  readonly exportJobs: ExportJobs;
  readonly intune: IntuneIndex;
  readonly policies?: readonly GraphPolicy[];
}

export function createGraph(options: GraphOptions): HttpHandler {
  const { tenant, origin, tokens, exportJobs, intune, policies = [] } = options;
  const batch = createBatchRoute((request) => answerRequest(request, pipeline));
  const pipeline: Pipeline = {
    router: createRouter([...routes, batch]),
    tokens,
    context: createContext({
      ...probableBehaviour,
      ...options,
      tenant,
      origin,
      exportJobs,
      intune,
    }),
    policies,
  };
  return async (request) => {
    const ids = createIds(request);
    return toHttp(await answerHttp(request, ids, pipeline), ids);
  };
}

async function answerHttp(
  request: HttpRequest,
  ids: RequestIds,
  pipeline: Pipeline,
): Promise<GraphAnswer> {
  try {
    return await answerRequest(readRequest(request, ids), pipeline);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const body = errorBody(error, ids);
    return { status: error.status, headers: errorHeaders(), body };
  }
}

function createIds({ headers }: HttpRequest): RequestIds {
  const requestId = randomUUID();
  return {
    requestId,
    clientRequestId: headers['client-request-id'] ?? requestId,
  };
}

function readRequest(request: HttpRequest, ids: RequestIds): GraphRequest {
  const { pathname, searchParams } = new URL(
    request.url,
    'https://graph.microsoft.com',
  );
  // Some clients escape the dollar of $batch.
  const path = pathname.replaceAll('%24', '$');
  const [, segment = '', ...rest] = path.split('/');
  const version = bothVersions.find((known) => known === segment.toLowerCase());
  if (version === undefined) throw invalidVersion(segment);
  return {
    version,
    method: request.method,
    path: `/${rest.join('/')}`,
    query: searchParams,
    headers: request.headers,
    body: parseBody(request),
    insideBatch: false,
    ids,
  };
}

function parseBody({ body, headers }: HttpRequest): unknown {
  if (body === '') return undefined;
  if (!/json/i.test(headers['content-type'] ?? '')) throw invalidJson();
  try {
    return JSON.parse(body);
  } catch {
    throw invalidJson();
  }
}

function toHttp(answer: GraphAnswer, ids: RequestIds): HttpAnswer {
  return {
    status: answer.status,
    headers: { ...transportHeaders(ids), ...answer.headers },
    body: JSON.stringify(answer.body),
    batch: answer.batch,
  };
}
