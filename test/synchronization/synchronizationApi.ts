/**
 * JupiterOne's synchronization API for one integration instance, on loopback:
 * takes uploads as the real one does, refuses what it refuses, and knows what
 * JupiterOne would have afterwards.
 * https://docs.jupiterone.io/api/sync-jobs/api-reference
 */
import { SynchronizationJobStatus } from '@jupiterone/integration-sdk-core';
import { createCertificate } from '../emulator/http/certificate';
import {
  withMiddleware,
  type HttpAnswer,
  type HttpMiddleware,
  type HttpRequest,
} from '../emulator/http/message';
import { listen, originOf } from '../emulator/http/server';
import {
  createJob,
  describeJob,
  finalized,
  hasDuplicates,
  type GraphObject,
  type Job,
  type KeptGraph,
} from './jobs';
import { refusalOf } from './validation';

const jobsPath = '/persister/synchronization/jobs';
/** The largest request that the service takes, in bytes. */
const largestRequest = 6_000_000;

export interface SynchronizationApi {
  readonly origin: string;
  /** Both the server's certificate and the CA to trust. */
  readonly certificatePem: string;
  readonly account: string;
  readonly apiKey: string;
  readonly jobs: readonly Job[];
  /** Every request, refused ones too, in order of arrival; without the headers. */
  readonly requests: Pick<HttpRequest, 'method' | 'url'>[];
  /** What JupiterOne has: the result of the finalized jobs. */
  kept(): KeptGraph;
  close(): Promise<void>;
}

/** @param middleware runs around every request: failures, answers that wait */
export async function startSynchronizationApi(
  middleware: readonly HttpMiddleware[] = [],
): Promise<SynchronizationApi> {
  const state = createState();
  const requests: SynchronizationApi['requests'] = [];
  const certificate = await createCertificate([], 'JupiterOne emulator');
  const noted: HttpMiddleware = (request, next) => {
    requests.push({ method: request.method, url: request.url });
    return next(request);
  };
  const server = await listen(
    certificate,
    0,
    withMiddleware([noted, ...middleware], (request) =>
      Promise.resolve(authorized(request) ?? route(request, state)),
    ),
  );
  return {
    origin: originOf(server),
    certificatePem: certificate.cert,
    ...credentials,
    jobs: state.jobs,
    requests,
    kept: () => state.kept,
    close: () => server.close(),
  };
}

const credentials = {
  account: 'emulated-account',
  apiKey: 'emulated~jupiterone.api.key',
};

interface State {
  readonly jobs: Job[];
  kept: KeptGraph;
}

const createState = (): State => ({ jobs: [], kept: new Map() });

function authorized({ headers }: HttpRequest): HttpAnswer | undefined {
  const isKnown =
    headers.authorization === `Bearer ${credentials.apiKey}` &&
    headers['jupiterone-account'] === credentials.account;
  return isKnown ? undefined : refuse(401, 'UNAUTHORIZED', 'Unauthorized');
}

function route(request: HttpRequest, state: State): HttpAnswer {
  const [id, action = ''] = request.url
    .slice(jobsPath.length)
    .split('/')
    .slice(1);
  if (!request.url.startsWith(jobsPath)) {
    return refuse(404, 'NOT_FOUND', 'Not found');
  }
  if (id === undefined) {
    return startJob(request, state);
  }
  const job = state.jobs.find((candidate) => candidate.id === id);
  if (job === undefined) {
    return refuse(404, 'JOB_NOT_FOUND', `Job ${id} not found`);
  }
  if (request.method === 'GET') {
    // The real one takes a while for it.
    if (job.status === SynchronizationJobStatus.FINALIZE_PENDING) {
      job.status = SynchronizationJobStatus.FINISHED;
    }
    return answerJob(job);
  }
  return act(action, request, job, state);
}

function startJob({ body }: HttpRequest, state: State): HttpAnswer {
  const { source, integrationInstanceId, ignoreDuplicates } = JSON.parse(
    body,
  ) as Partial<Job>;
  if (source === undefined) {
    return refuse(400, 'BAD_REQUEST', '"source" is required');
  }
  const job = createJob(source, integrationInstanceId, ignoreDuplicates);
  state.jobs.push(job);
  return answerJob(job);
}

function act(
  action: string,
  { body }: HttpRequest,
  job: Job,
  state: State,
): HttpAnswer {
  if (action === 'events') {
    job.events.push(...(JSON.parse(body) as Pick<Job, 'events'>).events);
    return answerJob(job);
  }
  if (job.status !== SynchronizationJobStatus.AWAITING_UPLOADS) {
    return refuse(400, 'JOB_NOT_AWAITING_UPLOADS', 'The job has ended');
  }
  switch (action) {
    case 'entities':
    case 'relationships':
      return upload(action, body, job);
    case 'finalize':
      return finalize(body, job, state);
    case 'abort':
      job.status = SynchronizationJobStatus.ABORTED;
      job.abortReason = (JSON.parse(body) as { reason?: string }).reason;
      return answerJob(job);
    default:
      return refuse(404, 'NOT_FOUND', 'Not found');
  }
}

function upload(
  kind: 'entities' | 'relationships',
  body: string,
  job: Job,
): HttpAnswer {
  const bytes = Buffer.byteLength(body);
  if (bytes > largestRequest) {
    return refuse(413, 'RequestEntityTooLargeException', 'Too large');
  }
  const objects = (JSON.parse(body) as Partial<Record<typeof kind, unknown>>)[
    kind
  ];
  if (!Array.isArray(objects)) {
    const code = `${kind.toUpperCase()}_IS_NOT_ARRAY`;
    return refuse(400, code, `"${kind}" should be an array`);
  }
  const refusal = objects
    .map((object) => refusalOf(kind, object))
    .find(Boolean);
  if (refusal !== undefined) {
    return refuse(400, 'INVALID_OBJECT', refusal);
  }
  job.uploads.push({ kind, objects: objects as GraphObject[], bytes });
  return answerJob(job);
}

function finalize(body: string, job: Job, state: State): HttpAnswer {
  const { partialDatasets } = JSON.parse(body) as {
    partialDatasets?: { types: string[] };
  };
  job.partialTypes = partialDatasets?.types ?? [];
  job.status = SynchronizationJobStatus.FINALIZE_PENDING;
  const answer = answerJob(job);
  // Looked at only after the answer, by the real one.
  if (hasDuplicates(job)) {
    job.status = SynchronizationJobStatus.ERROR_BAD_DATA;
  } else {
    state.kept = finalized(state.kept, job);
  }
  return answer;
}

const answerJob = (job: Job) => answer(200, { job: describeJob(job) });

const refuse = (status: number, code: string, message: string) =>
  answer(status, { error: { code, message } });

function answer(status: number, body: object): HttpAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
}
