/** The batches of one view of the client: sent, counted, told of. */
import {
  batchBody,
  readBatchAnswers,
  type BatchTransport,
  type SubRequest,
} from './batchTransport';
import type { GraphCall } from './call';
import type { CallSender } from './callSender';
import {
  errorMessage,
  GraphResponseError,
  isForbidden,
  isTooFast,
} from './errors';
import type { GraphStack } from './graphStack';
import type { GraphLogger } from './logger';
import { workloads } from './pacing/workloads';
import { endpointName } from './request';

export function createBatchTransport(
  { pacer, random, clock, statistics, limits, maxBatchesInFlight }: GraphStack,
  sender: CallSender,
  logger: GraphLogger,
): BatchTransport {
  return {
    maxInFlight: (workload) =>
      maxBatchesInFlight ?? workloads[workload].inFlight,
    random,
    limits,
    root: (version) => sender.root(version),
    send: async (requests) => {
      const call = await sendBatch(sender, requests);
      const answers = readBatchAnswers(call, requests, clock);
      statistics.of(call.workload).throttled += answers.filter((answer) =>
        isTooFast(answer?.failure),
      ).length;
      return answers;
    },
    pause: (workload, pause) => pacer.workload(workload).pause(pause),
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
  try {
    return await sender.send({
      method: 'POST',
      url: `${sender.root(first.version)}/$batch`,
      endpoint: `POST /${first.version}/$batch`,
      body: batchBody(requests),
      workload: first.workload,
      cost: requests.reduce((sum, { cost }) => sum + cost, 0),
      batchSize: requests.length,
    });
  } catch (error) {
    if (!isForbidden(error)) {
      throw error;
    }
    throw new GraphResponseError(endpointName(first), {
      ...error,
      message: `${error.graphMessage} (the whole batch was refused)`,
    });
  }
}
