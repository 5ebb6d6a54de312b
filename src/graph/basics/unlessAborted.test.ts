import { unlessAborted } from './unlessAborted';

const never = () => new Promise<never>(() => undefined);

test('gives the result, or the failure', async () => {
  const { signal } = new AbortController();
  const result = unlessAborted(() => Promise.resolve(7), signal);
  await expect(result).resolves.toBe(7);
  const failure = unlessAborted(() => Promise.reject(new Error('x')), signal);
  await expect(failure).rejects.toThrow('x');
});

test('rejects as soon as the signal is aborted', async () => {
  const controller = new AbortController();
  const waiting = unlessAborted(never, controller.signal);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});

test('begins nothing when the signal was aborted before', async () => {
  const work = jest.fn(never);
  const waiting = unlessAborted(work, AbortSignal.abort(new Error('enough')));
  await expect(waiting).rejects.toThrow('enough');
  expect(work).not.toHaveBeenCalled();
});

test('is not interested in what comes later', async () => {
  const unhandled = jest.fn();
  process.on('unhandledRejection', unhandled);
  const controller = new AbortController();
  let fail = (_: Error) => undefined as void;
  const work = () => new Promise<never>((_, reject) => (fail = reject));
  const waiting = unlessAborted(work, controller.signal);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  fail(new Error('later'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled).not.toHaveBeenCalled();
  process.off('unhandledRejection', unhandled);
});
