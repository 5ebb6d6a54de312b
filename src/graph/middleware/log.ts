/** One debug line an attempt: enough to follow a run, nothing that identifies or authenticates. */
import type { GraphCall } from '../call';
import type { Clock } from '../clock';
import { errorMessage } from '../errors';
import type { CallStatistics } from '../statistics';
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
    const startedAt = this.#clock.now();
    let failure: string | undefined;
    try {
      await next();
    } catch (error) {
      failure = errorMessage(error);
      throw error;
    } finally {
      const { answer } = call;
      this.#statistics.count(answer?.status);
      call.logger.debug(
        {
          endpoint: call.endpoint,
          queryOptions: queryOptionNames(call.url),
          attempt: call.attempt,
          status: answer?.status,
          ms: this.#clock.now() - startedAt,
          requestId: answer?.headers.get('request-id') ?? undefined,
          failure,
        },
        'Microsoft Graph request',
      );
    }
  }
}

/** Names only: values hold page tokens, and ids in filters. */
function queryOptionNames(url: string): string[] {
  return [...new URL(url).searchParams.keys()];
}
