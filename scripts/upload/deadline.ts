/** Waits that end. */
import { setTimeout } from 'node:timers/promises';

/** What the promise gives; undefined when that takes longer. What it does goes on then. */
export async function within<Value>(
  milliseconds: number,
  promise: Promise<Value>,
): Promise<Value | undefined> {
  const timer = new AbortController();
  const over = setTimeout(milliseconds, undefined, { signal: timer.signal });
  try {
    return await Promise.race([promise, over]);
  } finally {
    timer.abort();
    over.catch(() => undefined);
  }
}
