import { setImmediate } from 'node:timers/promises';
import { Arrivals } from './arrivals';

/** An answer in pieces, one a turn of the event loop. */
async function arrive(pieces: number, log: string[]): Promise<void> {
  for (let piece = 0; piece < pieces; piece += 1) {
    await setImmediate();
  }
  log.push('answer');
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
  arrivals.begin();
  await Promise.all([
    arrive(20, log).finally(() => arrivals.end()),
    work(arrivals, log),
  ]);
  expect(log).toEqual(['chunk 0', 'answer', 'chunk 1', 'chunk 2']);
});

test('long work does not wait for the network', async () => {
  const arrivals = new Arrivals();
  const log: string[] = [];
  arrivals.begin();
  await work(arrivals, log);
  expect(log).toHaveLength(3);
});

test('long work goes on when the answer has ended', async () => {
  const arrivals = new Arrivals();
  arrivals.begin();
  arrivals.end();
  const log: string[] = [];
  await Promise.all([arrive(3, log), work(arrivals, log)]);
  expect(log.indexOf('chunk 1')).toBeLessThan(log.indexOf('answer'));
});
