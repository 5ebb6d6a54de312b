/** The plumbing that our middlewares share, so that each file holds one decision only. */
import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { GraphCall } from './call';

export type Next = () => Promise<void>;

export abstract class Policy implements Middleware {
  #next?: Middleware;

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const next = this.#next;
    await this.apply(
      GraphCall.of(context),
      async () => next?.execute(context),
      context,
    );
  }

  /**
   * @param next sends the call on; a policy may call it never, once or often
   * @throws GraphError only
   */
  protected abstract apply(
    call: GraphCall,
    next: Next,
    context: Context,
  ): Promise<void>;
}
