import { setImmediate } from 'node:timers/promises';
import { Arrivals } from './arrivals';

/** An answer in pieces, one a turn of the event loop. */
async function arrive(pieces: number, log: string[]): Promise<string> {
  for (let piece = 0; piece < pieces; piece += 1) {
    await setImmediate();
  }
  log.push('answer');
  return 'answer';
}

async function work(arrivals: Arrivals, log: string[]): Promise<void> {
  for (let chunk = 0; chunk < 3; chunk += 1) {
    log.push(`chunk ${chunk}`);
    await arrivals.giveWay();
  }
}

test('long work waits while an answer arrives', async () => {
  const arrivals = new Arrivals();
  const log: string[] = [];
  const [answer] = await Promise.all([
    arrivals.during(arrive(20, log)),
    work(arrivals, log),
  ]);
  expect(answer).toBe('answer');
  expect(log).toEqual(['chunk 0', 'answer', 'chunk 1', 'chunk 2']);
});

test('long work does not wait for the network', async () => {
  const arrivals = new Arrivals();
  const log: string[] = [];
  const never = new Promise<string>(() => undefined);
  void arrivals.during(never);
  await work(arrivals, log);
  expect(log).toHaveLength(3);
});

test('an answer that breaks gives the way back', async () => {
  const arrivals = new Arrivals();
  const broken = arrivals.during(Promise.reject(new Error('reset')));
  await expect(broken).rejects.toThrow('reset');
  const log: string[] = [];
  await Promise.all([arrive(3, log), work(arrivals, log)]);
  expect(log.indexOf('chunk 1')).toBeLessThan(log.indexOf('answer'));
});
