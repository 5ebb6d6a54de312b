/** Waits for something as long as somebody wants it. */

/**
 * The result of `work`. Rejects with the signal's reason as soon as the signal is
 * aborted, and does not begin if it was aborted before. `work` then ends on its
 * own, and nobody has to look at its result.
 */
export async function unlessAborted<Result>(
  work: () => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  signal.throwIfAborted();
  let giveUp = () => undefined as void;
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason);
  });
  signal.addEventListener('abort', giveUp);
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
