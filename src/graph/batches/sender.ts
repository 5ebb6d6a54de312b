/** The batches of one view of the client: sent, counted, told of. */
import {
  batchBody,
  readBatchAnswers,
  responsesOf,
  type BatchTransport,
  type SubRequest,
} from './envelope';
import { sendInParts } from './parts';
import type { GraphCall } from '../http/call';
import type { CallSender, ViewOptions } from '../callSender';
import {
  errorMessage,
  GraphAbortError,
  GraphResponseError,
  isForbidden,
  isTooFast,
} from '../errors/errors';
import type { GraphStack } from '../graphStack';
import { workloads } from '../pacing/workloads';
import { endpointName } from '../request';

/**
 * Of a batch in which one request was throttled, as Microsoft documents it; the
 * others are answered all the same. https://learn.microsoft.com/graph/throttling#throttling-and-batching
 */
const FAILED_DEPENDENCY = 424;

export function createBatchTransport(
  { pacer, random, clock, statistics, limits, maxBatchesInFlight }: GraphStack,
  sender: CallSender,
  { logger, signal }: ViewOptions,
): BatchTransport {
  return {
    maxInFlight: (workload) =>
      maxBatchesInFlight ?? workloads[workload].inFlight,
    random,
    limits,
    root: (version) => sender.root(version),
    send: async (requests) => {
      const answers = await sendInParts(requests, async (part) =>
        readBatchAnswers(await sendBatch(sender, part), part, clock),
      );
      statistics.of(requests[0].request.workload).throttled += answers.filter(
        (answer) => isTooFast(answer?.failure),
      ).length;
      return answers;
    },
    pause: (workload, pause) => pacer.workload(workload).pause(pause),
    rest: (delayMs, endpoint) =>
      clock.sleep(delayMs, signal).catch(() => {
        throw new GraphAbortError(endpoint);
      }),
    announceRetry: (workload, failure) => {
      statistics.of(workload).retries += 1;
      logger.info(
        { reason: errorMessage(failure) },
        'A request of a batch will be sent again',
      );
    },
    announceTolerated: (count) => {
      if (count > 0) {
        logger.info({ count }, 'Requests of batches were left out');
      }
    },
  };
}

/**
 * The first request stands for all: they have one version and one workload.
 *
 * @throws GraphError; a refusal names that request, whose permission is missing
 */
async function sendBatch(
  sender: CallSender,
  requests: readonly SubRequest[],
): Promise<GraphCall> {
  const [{ request: first }] = requests;
  const endpoint = `POST /${first.version}/$batch`;
  try {
    return await sender.send({
      method: 'POST',
      url: `${sender.root(first.version)}/$batch`,
      endpoint,
      body: batchBody(requests),
      workload: first.workload,
      cost: requests.reduce((sum, { cost }) => sum + cost, 0),
      batchSize: requests.length,
      check: (body) => responsesOf(endpoint, body),
      mayAnswerWith: FAILED_DEPENDENCY,
    });
  } catch (error) {
    const isNamed =
      isForbidden(error) ||
      (error instanceof GraphResponseError && requests.length === 1);
    if (!isNamed) {
      throw error;
    }
    throw new GraphResponseError(endpointName(first), {
      ...error,
      message: `${error.graphMessage} (the whole batch was refused)`,
    });
  }
}
