/** Sends the batches of one view of the client: within the quota, in parts where that is needed, counted and logged. */
import {
  batchBody,
  readBatchAnswers,
  type SubAnswer,
  type SubRequest,
} from './envelope';
import { sendInParts } from './parts';
import type { CallSender, ViewOptions } from '../view/callSender';
import {
  errorMessage,
  GraphAbortError,
  GraphResponseError,
  isForbidden,
  isTooFast,
} from '../errors/errors';
import type { ClientParts } from '../view/clientParts';
import type { CollectionLimits } from '../basics/limits';
import type { Pause } from '../pacing/workloadPacer';
import { workloads, type WorkloadName } from '../pacing/workloads';
import { endpointName, type ApiVersion } from '../request';

/**
 * The status of a batch in which one request was throttled, as Microsoft documents
 * it; its other requests are answered nevertheless.
 * https://learn.microsoft.com/graph/throttling#throttling-and-batching
 */
const FAILED_DEPENDENCY = 424;

export class BatchSender {
  readonly #parts: ClientParts;
  readonly #sender: CallSender;
  readonly #view: ViewOptions;

  constructor(parts: ClientParts, sender: CallSender, view: ViewOptions) {
    this.#parts = parts;
    this.#sender = sender;
    this.#view = view;
  }

  get limits(): CollectionLimits {
    return this.#parts.limits;
  }

  /** In [0, 1), for the jitter of retries. */
  get random(): () => number {
    return this.#parts.random;
  }

  /** Origin and version. */
  root(version: ApiVersion): string {
    return this.#sender.root(version);
  }

  /** Batches that may be under way at once. */
  maxInFlight(workload: WorkloadName): number {
    return this.#parts.maxBatchesInFlight ?? workloads[workload].inFlight;
  }

  /** The most that one batch should cost; `most` while nothing is known. */
  batchCost(workload: WorkloadName, most: number): number {
    return this.#parts.pacer.workload(workload).batchCost(most);
  }

  /**
   * Sends requests of one version and one workload.
   *
   * @returns the answers in the order of the requests; undefined for one that was left out
   * @throws GraphError when the whole batch failed
   */
  async send(
    requests: readonly SubRequest[],
  ): Promise<(SubAnswer | undefined)[]> {
    const answers = await this.#post(requests).catch((failure: unknown) =>
      sendInParts(requests, failure, (part) => this.#post(part)),
    );
    const [{ request }] = requests;
    this.#parts.statistics.of(request.workload).throttled += answers.filter(
      (answer) => isTooFast(answer?.failure),
    ).length;
    return answers;
  }

  /** Nothing of the workload is sent meanwhile. */
  pause(workload: WorkloadName, pause: Pause): void {
    this.#parts.pacer.workload(workload).pause(pause);
  }

  /** A request in a batch that was just answered was not carried out. */
  notCharged(workload: WorkloadName, cost: number): void {
    this.#parts.pacer.workload(workload).notCharged(cost);
  }

  /** Waits, and holds nobody else back. @throws GraphAbortError */
  async delay(delayMs: number, endpoint: string): Promise<void> {
    try {
      await this.#parts.clock.sleep(delayMs, this.#view.signal);
    } catch {
      throw new GraphAbortError(endpoint);
    }
  }

  logRetry(workload: WorkloadName, failure: Error): void {
    this.#parts.statistics.of(workload).retries += 1;
    this.#view.logger.info(
      { reason: errorMessage(failure) },
      'A request of a batch will be sent again',
    );
  }

  /** @param count failures that came back as results; nothing is logged for 0 */
  logTolerated(count: number): void {
    if (count > 0) {
      this.#view.logger.info({ count }, 'Requests of batches were left out');
    }
  }

  /**
   * The first request stands for all: they have one version and one workload.
   *
   * @throws GraphError; a refusal names that request, whose permission is missing
   */
  async #post(
    requests: readonly SubRequest[],
  ): Promise<(SubAnswer | undefined)[]> {
    const { clock, limits } = this.#parts;
    const [{ request: first }] = requests;
    try {
      return await this.#sender.fetch({
        request: {
          method: 'POST',
          version: first.version,
          path: '/$batch',
          workload: first.workload,
          lane: first.lane,
          cost: requests.reduce((sum, { cost }) => sum + cost, 0),
        },
        body: batchBody(requests),
        batchSize: requests.length,
        mayAnswerWith: FAILED_DEPENDENCY,
        read: (endpoint, body, call) => {
          const now = clock.now();
          const { maxNesting } = limits;
          const context = { requests, call, now, maxNesting };
          return readBatchAnswers(endpoint, body, context);
        },
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
}
