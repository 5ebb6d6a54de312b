/** Answers to requests that were sent before the step that needs them began. */
import { unlessAborted } from '../basics/unlessAborted';
import { GraphAbortError } from '../errors/errors';
import { endpointName, type GraphRequest } from '../request';

export class PreparedGets {
  readonly #answers = new Map<GraphRequest<unknown>, Promise<unknown>>();

  add<Payload>(request: GraphRequest<Payload>, answer: Promise<Payload>): void {
    // Whoever takes it meets a failure; until then nobody looks at it.
    answer.catch(() => undefined);
    this.#answers.set(request, answer);
  }

  /**
   * The answer, once only: who asks again gets data from that time. undefined
   * when none was prepared.
   *
   * @param signal of the view that waits
   */
  take<Payload>(
    request: GraphRequest<Payload>,
    signal: AbortSignal,
  ): Promise<Payload> | undefined {
    const answer = this.#answers.get(request);
    if (answer === undefined) {
      return undefined;
    }
    this.#answers.delete(request);
    return unlessAborted(() => answer as Promise<Payload>, signal).catch(
      (error: unknown) => {
        throw signal.aborted
          ? new GraphAbortError(endpointName(request))
          : error;
      },
    );
  }
}
