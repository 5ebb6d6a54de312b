/** Answers one Graph request, sent alone or inside a $batch, with every policy around it. */
import type { Tokens } from '../login/tokens';
import { authenticate } from './authenticate';
import { authorize } from './authorize';
import type { GraphContext } from './context';
import { errorBody, GraphError } from './errors';
import { errorHeaders, refusalCostHeader, successHeaders } from './headers';
import { withIdCase } from './idCase';
import { refuseFields } from './refusedFields';
import type {
  GraphAnswer,
  GraphCall,
  GraphPolicy,
  GraphRequest,
} from './route';
import type { Router } from './router';

export interface Pipeline {
  readonly router: Router;
  readonly tokens: Tokens;
  readonly context: GraphContext;
  readonly policies: readonly GraphPolicy[];
}

export async function answerRequest(
  request: GraphRequest,
  pipeline: Pipeline,
): Promise<GraphAnswer> {
  try {
    return await answerCall(createCall(request, pipeline), pipeline);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return {
      status: error.status,
      headers: { ...errorHeaders(), ...error.headers },
      body: errorBody(error, request.ids),
    };
  }
}

function createCall(
  request: GraphRequest,
  { router, tokens }: Pipeline,
): GraphCall {
  const caller = authenticate(request.headers, tokens);
  const { version, method, path } = request;
  return { ...request, ...router.match(version, method, path), caller };
}

function answerCall(
  call: GraphCall,
  { context, policies }: Pipeline,
): Promise<GraphAnswer> {
  const handle = async (current: GraphCall): Promise<GraphAnswer> => {
    const answer = await answerRoute(current, context);
    return {
      ...answer,
      headers: { ...successHeaders(current), ...answer.headers },
    };
  };
  const guarded = policies.reduceRight<
    (current: GraphCall) => Promise<GraphAnswer>
  >((next, policy) => (current) => policy(current, next), handle);
  return guarded(call);
}

async function answerRoute(
  call: GraphCall,
  context: GraphContext,
): Promise<GraphAnswer> {
  try {
    authorize(call, context.tenant);
    refuseFields(call, context);
    const answer = await call.route.handle(call, context);
    // The answers of a batch were written one by one.
    return call.route.path === '/$batch' || answer.body === undefined
      ? answer
      : { ...answer, body: withIdCase(answer.body, context.idCase) };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const { status, code, message, headers } = error;
    throw new GraphError(status, code, message, {
      ...refusalCostHeader(status, call),
      ...headers,
    });
  }
}
