/** Holds an answer of a server until a test has done what it wants to do at that moment. */
import type { HttpMiddleware } from '../emulator';

export interface Gate {
  readonly middleware: HttpMiddleware;
  /** Holds the next request whose address matches; resolves when it has come. */
  close(address: RegExp): Promise<void>;
  /** Lets held requests go, and all that follow. */
  open(): void;
}

export function createGate(): Gate {
  let held: RegExp | undefined;
  let arrive: () => void = () => undefined;
  let release: () => void = () => undefined;
  let released: Promise<void> = Promise.resolve();
  return {
    middleware: async (request, next) => {
      if (held?.test(request.url)) {
        arrive();
        await released;
      }
      return next(request);
    },
    close: (address) => {
      held = address;
      released = new Promise((resolve) => {
        release = resolve;
      });
      return new Promise((resolve) => {
        arrive = resolve;
      });
    },
    open: () => {
      held = undefined;
      release();
    },
  };
}
