/**
 * Stands before authentication, so that only the configured Graph gets a token. The
 * library's own handler would send it to any of six Microsoft hosts.
 */
import type { Context } from '@microsoft/microsoft-graph-client';
import type { GraphCall } from './call';
import { GraphProtocolError } from '../errors/errors';
import { Policy, type Next } from './policy';

export class OriginGuardPolicy extends Policy {
  readonly #origin: string;

  constructor(origin: string) {
    super();
    this.#origin = origin;
  }

  protected override async apply(
    call: GraphCall,
    next: Next,
    context: Context,
  ): Promise<void> {
    const origin = URL.canParse(call.url) ? new URL(call.url).origin : '';
    if (origin !== this.#origin) {
      throw new GraphProtocolError(
        call.endpoint,
        `refused to call ${origin || 'an address without a host'}: only ${this.#origin} is called`,
      );
    }
    // The library would take the query apart and build it anew, so the address is set as it is.
    context.request = call.url;
    // The library's handler would append to the header that an earlier attempt left.
    context.options = { ...context.options, headers: {} };
    await next();
  }
}
