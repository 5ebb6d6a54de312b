/** One debug line an attempt: enough to follow a run, nothing that identifies or authenticates. */
import type { GraphCall } from './call';
import type { Clock } from '../basics/clock';
import { errorMessage } from '../errors/errors';
import type { CallStatistics } from '../pacing/statistics';
import { Policy, type Next } from './policy';

export class LogPolicy extends Policy {
  readonly #clock: Clock;
  readonly #statistics: CallStatistics;

  constructor(clock: Clock, statistics: CallStatistics) {
    super();
    this.#clock = clock;
    this.#statistics = statistics;
  }

  protected override async apply(call: GraphCall, next: Next): Promise<void> {
    let failure: string | undefined;
    try {
      await next();
    } catch (error) {
      failure = errorMessage(error);
      throw error;
    } finally {
      this.#count(call);
      call.onRequest();
      const { answer } = call;
      call.logger.debug(
        {
          endpoint: call.endpoint,
          queryOptions: queryOptionNames(call.url),
          attempt: call.attempt,
          status: answer?.status,
          ms: Math.round(this.#clock.monotonic() - call.sentAt),
          requestId: answer?.headers.get('request-id') ?? undefined,
          failure,
        },
        'Microsoft Graph request',
      );
    }
  }

  #count({ workload, batchSize }: GraphCall): void {
    const counts = this.#statistics.of(workload);
    counts.requests += 1;
    counts.batched += batchSize;
  }
}

/** Names only: values hold page tokens, and ids in filters. */
function queryOptionNames(url: string): string[] {
  return [...new URL(url).searchParams.keys()];
}
