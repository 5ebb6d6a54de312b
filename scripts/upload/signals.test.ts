import { listenForEnd } from './signals';

const events = [
  'SIGINT',
  'SIGHUP',
  'SIGTERM',
  'uncaughtException',
  'unhandledRejection',
] as const;

let before: Map<string, readonly unknown[]>;

beforeEach(() => {
  before = new Map(
    events.map((name) => [name, process.listeners(name as 'SIGINT')]),
  );
});

/** Those that a test added; the others are jest's own. */
const added = (name: string) =>
  process
    .listeners(name as 'SIGINT')
    .filter((listener) => !before.get(name)?.includes(listener));

afterEach(() => {
  for (const name of events) {
    added(name).forEach((listener) => process.removeListener(name, listener));
  }
});

const send = (name: string, value: unknown) =>
  added(name).forEach((listener) =>
    (listener as (value: unknown) => void)(value),
  );

test.each(['SIGINT', 'SIGHUP', 'SIGTERM'])(
  '%s interrupts the run, and whatever comes then ends it at once',
  async (signal) => {
    const endAtOnce = jest.fn();
    const interrupted = listenForEnd(endAtOnce);
    send(signal, signal);
    await expect(interrupted).rejects.toMatchObject({
      signal,
      message: `Interrupted by ${signal}. [M365-UPLOAD-014]`,
    });
    expect(endAtOnce).not.toHaveBeenCalled();
    send('SIGTERM', 'SIGTERM');
    expect(endAtOnce).toHaveBeenCalledWith(
      expect.objectContaining({ signal: 'SIGTERM' }),
    );
  },
);

test.each(['uncaughtException', 'unhandledRejection'])(
  '%s ends the run with its reason instead of being printed by Node.js',
  async (name) => {
    const interrupted = listenForEnd(jest.fn());
    send(name, new Error('of a socket'));
    await expect(interrupted).rejects.toMatchObject({
      signal: undefined,
      message: 'An error that nobody expected: of a socket [M365-RUN-013]',
    });
  },
);
