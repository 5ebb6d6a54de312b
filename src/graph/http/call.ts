/** One HTTP call on its way through the middleware chain: the request and its outcome. */
import type {
  Context,
  MiddlewareOptions,
} from '@microsoft/microsoft-graph-client';
import type { GraphLogger } from '../basics/logger';
import type { Lane } from '../pacing/workloadPacer';
import type { WorkloadName } from '../pacing/workloads';
import type { Charge } from '../request';

/** An answer whose body was read to its end and parsed. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined when the body was empty. */
  readonly body: unknown;
}

export interface CallOptions {
  readonly method: 'GET' | 'POST';
  /** Absolute and verbatim: page tokens do not survive re-encoding. */
  readonly url: string;
  /** Names the call in logs and errors, without ids. */
  readonly endpoint: string;
  readonly body?: unknown;
  /** Added to those of the middleware. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly workload: WorkloadName;
  /** What the call costs, in units of the workload's quota. */
  readonly cost: number;
  readonly alsoCharges?: Charge;
  /** The number of requests inside, when the call is a batch; default: 0. */
  readonly batchSize?: number;
  /** Default: `batches` for a batch, `pages` for any other call. */
  readonly lane?: Lane;
  /** Refuses a body that is not what was asked for, so that it is asked for again. @throws GraphError */
  readonly check?: (body: unknown) => void;
  /** An error status that is none when `check` accepts the body. */
  readonly mayAnswerWith?: number;
  readonly logger: GraphLogger;
  /** Aborted when nobody wants the answer any more. */
  readonly signal: AbortSignal;
  /** Called for each attempt, when it has ended. */
  readonly onRequest?: () => void;
}

/** Travels as the library's per-request options, so that every middleware sees it. */
export class GraphCall implements MiddlewareOptions {
  readonly method: CallOptions['method'];
  readonly url: string;
  readonly endpoint: string;
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly workload: WorkloadName;
  readonly cost: number;
  readonly alsoCharges?: Charge;
  readonly batchSize: number;
  readonly lane: Lane;
  readonly check: (body: unknown) => void;
  readonly mayAnswerWith?: number;
  readonly logger: GraphLogger;
  readonly signal: AbortSignal;
  readonly onRequest: () => void;
  /** 1 for the first try. */
  attempt = 0;
  /** When the last attempt was sent, by the monotonic clock. */
  sentAt = 0;
  answer?: GraphAnswer;
  /** Set instead of thrown, because the library wraps what a middleware throws. */
  failure?: Error;
  /** To be called when the head of the answer has come: Graph has counted the call by then. */
  headArrived: () => void = () => undefined;
  /** Tells authentication that Graph refused the token of the last attempt. */
  rejectToken: () => void = () => undefined;

  constructor(options: CallOptions) {
    this.method = options.method;
    this.url = options.url;
    this.endpoint = options.endpoint;
    this.body = options.body;
    this.headers = options.headers ?? {};
    this.workload = options.workload;
    this.cost = options.cost;
    this.alsoCharges = options.alsoCharges;
    this.batchSize = options.batchSize ?? 0;
    this.lane = options.lane ?? (this.batchSize > 0 ? 'batches' : 'pages');
    this.check = options.check ?? (() => undefined);
    this.mayAnswerWith = options.mayAnswerWith;
    this.logger = options.logger;
    this.signal = options.signal;
    this.onRequest = options.onRequest ?? (() => undefined);
  }

  /** Forgets the answer to an earlier attempt. */
  beginAttempt(): void {
    this.attempt += 1;
    this.answer = undefined;
    this.headArrived = () => undefined;
  }

  /** The call of a context, which the client put there. */
  static of(context: Context): GraphCall {
    const call = context.middlewareControl?.getMiddlewareOptions(GraphCall);
    if (!(call instanceof GraphCall)) {
      throw new TypeError('A Graph request was made without a GraphCall');
    }
    return call;
  }
}
