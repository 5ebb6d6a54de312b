/**
 * A clock for whole runs through the HTTP of this process: it stands still while a
 * request is under way or a file is read, and jumps to the end of the next sleep
 * otherwise. So its seconds are those that quotas and latency take.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { HttpMiddleware } from '../emulator/http/message';
import { FakeClock, settle } from '../graph/fakeClock';

/** Files that are unpacked, which no channel tells of, take less. */
const UNPACKING_MS = 2;

let requests = 0;

subscribe('http.client.request.start', (message) => {
  const { request } = message as { readonly request: ClientRequest };
  requests += 1;
  request.once('close', () => {
    requests -= 1;
  });
});

export class TimeLapse extends FakeClock {
  /** Requests that sleep on this clock. */
  #asleep = 0;

  /** Before each answer, by this clock. */
  latency(ms: number): HttpMiddleware {
    return async (request, next) => {
      this.#asleep += 1;
      await this.sleep(ms);
      this.#asleep -= 1;
      return next(request);
    };
  }

  protected override async untilQuiet(): Promise<void> {
    do {
      await settle();
      if (!this.#isBusy) {
        await setTimeout(UNPACKING_MS);
        await settle();
      }
    } while (this.#isBusy);
  }

  get #isBusy(): boolean {
    const files = process
      .getActiveResourcesInfo()
      .some((name) => name.startsWith('FSReq'));
    return requests > this.#asleep || files;
  }
}
