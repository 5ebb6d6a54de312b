/** The one retry loop. It is outermost: each attempt passes every other policy again. */
import type { Context } from '@microsoft/microsoft-graph-client';
import { errorOf } from './answers';
import type { GraphAuthentication } from '../login/authentication';
import type { GraphCall } from './call';
import type { Clock } from '../basics/clock';
import {
  errorMessage,
  GraphAbortError,
  GraphTransportError,
  isTooFast,
} from '../errors/errors';
import type { TimeLimits } from '../basics/limits';
import type { Pacer } from '../pacing/pacer';
import { decideRetry, pauseAfter } from './retryDecision';
import type { CallStatistics } from '../pacing/statistics';
import { unlessAborted } from '../basics/unlessAborted';
import { Policy, type Next } from './policy';

export interface RetryDependencies {
  readonly authentication: GraphAuthentication;
  readonly pacer: Pacer;
  readonly statistics: CallStatistics;
  readonly clock: Clock;
  readonly random: () => number;
  readonly limits: Pick<TimeLimits, 'callMs'>;
}

export class RetryPolicy extends Policy {
  readonly #deps: RetryDependencies;

  constructor(dependencies: RetryDependencies) {
    super();
    this.#deps = dependencies;
  }

  /** Ends with `call.answer` or `call.failure`; never throws. */
  protected override async apply(
    call: GraphCall,
    next: Next,
    context: Context,
  ): Promise<void> {
    const { clock, random, pacer } = this.#deps;
    const failures: Error[] = [];
    const startedAt = clock.monotonic();
    let delayMs = 0;
    for (;;) {
      call.beginAttempt();
      const failure = await this.#attempt(call, next, delayMs);
      call.rejectToken = this.#tokenRejection(context);
      if (!failure) {
        return;
      }
      failures.push(failure);
      this.#countThrottling(call, failure);
      const decision = decideRetry(failures, random);
      const pause = pauseAfter(failure, decision);
      if (pause) {
        const { sentAt, workload } = call;
        const refusedCost = isTooFast(failure) ? call.cost : 0;
        pacer.workload(workload).pause({ ...pause, sentAt, refusedCost });
      }
      if (decision.kind === 'giveUp') {
        call.failure = failure;
        return;
      }
      if (clock.monotonic() - startedAt > this.#deps.limits.callMs) {
        call.failure = this.#tooLate(call, failure);
        return;
      }
      this.#logRetry(call, failure);
      delayMs = 0;
      if (decision.kind === 'refreshToken') {
        call.rejectToken();
      } else if (!decision.pausesWorkload) {
        delayMs = decision.delayMs;
      }
    }
  }

  /** @param delayMs how long this call alone waits first, without a slot */
  async #attempt(
    call: GraphCall,
    next: Next,
    delayMs: number,
  ): Promise<Error | undefined> {
    try {
      if (delayMs > 0) {
        await this.#deps.clock.sleep(delayMs, call.signal);
      }
      await unlessAborted(next, call.signal);
    } catch (error) {
      if (call.signal.aborted) {
        return new GraphAbortError(call.endpoint);
      }
      return toError(error);
    }
    const { answer } = call;
    if (!answer) {
      return new TypeError('The middleware chain ended without an answer');
    }
    const header = (name: string) => answer.headers.get(name);
    const now = this.#deps.clock.now();
    const refusal = errorOf(call.endpoint, { ...answer, header }, now);
    if (refusal && answer.status !== call.mayAnswerWith) {
      return refusal;
    }
    try {
      call.check(answer.body);
      return undefined;
    } catch (error) {
      return refusal ?? toError(error);
    }
  }

  /** A call ends after this time even if attempts are left, so that every run ends. */
  #tooLate(call: GraphCall, failure: Error): GraphTransportError {
    const seconds = this.#deps.limits.callMs / 1_000;
    return new GraphTransportError(
      call.endpoint,
      'timeout',
      `not within ${seconds} s, all attempts together (limit callMs); at last: ${errorMessage(failure)}`,
    );
  }

  /** Rejects the token of this attempt, which nobody else gets to see. */
  #tokenRejection(context: Context): () => void {
    const headers: unknown = context.options?.headers;
    const token = bearerToken(headers);
    return () => this.#deps.authentication.reject(token);
  }

  #countThrottling({ workload }: GraphCall, failure: Error): void {
    if (isTooFast(failure)) {
      this.#deps.statistics.of(workload).throttled += 1;
    }
  }

  #logRetry(call: GraphCall, failure: Error): void {
    this.#deps.statistics.of(call.workload).retries += 1;
    call.logger.info(
      {
        endpoint: call.endpoint,
        attempt: call.attempt,
        reason: errorMessage(failure),
      },
      'Microsoft Graph request will be tried again',
    );
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function bearerToken(headers: unknown): string | undefined {
  const value = (headers as Record<string, string> | undefined)?.Authorization;
  return value?.replace(/^Bearer /, '');
}
