/** Writes one debug line for each attempt, with nothing in it that identifies or authenticates anybody. */
import type { GraphCall } from './call';
import type { Clock } from '../basics/clock';
import { errorMessage } from '../errors/errors';
import type { CallStatistics } from '../pacing/statistics';
import { Policy, type Next } from './policy';
import { chargedUnits, resourceUnitsOf } from './resourceUnits';

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
          resourceUnits: chargedUnits(call),
          requestId: answer?.headers.get('request-id') ?? undefined,
          failure,
        },
        'Microsoft Graph request',
      );
    }
  }

  #count(call: GraphCall): void {
    const counts = this.#statistics.of(call.workload);
    const units = resourceUnitsOf(call);
    counts.requests += 1;
    counts.batched += call.batchSize;
    if (units !== undefined) {
      counts.units = (counts.units ?? 0) + units;
    }
  }
}

/** The names of the query options, without their values, which hold page tokens and ids. */
function queryOptionNames(url: string): string[] {
  return [...new URL(url).searchParams.keys()];
}
