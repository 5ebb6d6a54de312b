/** Exports on the small quota of their own: posts, which go with the pages, and polls, which go with the batches. */
import { FakeClock } from '#test/graph/fakeClock';
import { never } from '#test/graph/pacerFixture';
import { createCounts } from './statistics';
import { WorkloadPacer, type Lane } from './workloadPacer';
import { workloads } from './workloads';

/** How long each call takes. */
const ANSWER_MS = 200;

function createExports(grantedShare?: number) {
  const clock = new FakeClock(0);
  const pacer = new WorkloadPacer(
    workloads.exportJobs,
    clock,
    createCounts(),
    grantedShare,
  );
  const sent: [name: string, at: number][] = [];
  const run = (name: string, lane: Lane) =>
    pacer.run(
      1,
      async () => {
        sent.push([name, clock.monotonic()]);
        await clock.sleep(ANSWER_MS);
      },
      never,
      lane,
    );
  return {
    clock,
    pacer,
    sent,
    post: (name: string) => run(name, 'pages'),
    poll: (name: string) => run(name, 'batches'),
  };
}

test('four posts wait for one answer at most, although nothing is known of the quota', async () => {
  const { sent, post } = createExports();
  await Promise.all(['a', 'b', 'c', 'd'].map(post));
  expect(sent).toEqual([
    ['a', 0],
    ['b', 0],
    ['c', ANSWER_MS],
    ['d', ANSWER_MS],
  ]);
});

test('posts go before polls that wait for the same quota', async () => {
  const { sent, post, poll, pacer } = createExports(2 / 48);
  pacer.nearlyUsedUp();
  await post('a');
  await post('b');
  const polls = [poll('poll a'), poll('poll b')];
  await Promise.all([...polls, post('c'), post('d')]);
  expect(sent.map(([name]) => name)).toEqual([
    'a',
    'b',
    'c',
    'd',
    'poll a',
    'poll b',
  ]);
});

test('polls are not held back by posts that are answered, nor posts by polls under way', async () => {
  const { sent, post, poll, clock } = createExports();
  const jobs = ['a', 'b', 'c', 'd'].map(async (name) => {
    await post(name);
    for (let polled = 0; polled < 5; polled += 1) {
      await clock.sleep(2_000);
      await poll(`poll ${name}`);
    }
  });
  await clock.sleep(5_000);
  await post('late');
  await Promise.all(jobs);
  const lateAt = sent.find(([name]) => name === 'late')?.[1] ?? Infinity;
  expect(lateAt).toBeLessThanOrEqual(5_000 + ANSWER_MS);
  const last = sent.at(-1)?.[1] ?? Infinity;
  expect(sent).toHaveLength(4 + 20 + 1);
  // Five rounds, each of them late by two answers at most.
  expect(last).toBeLessThanOrEqual(5 * (2_000 + 2 * ANSWER_MS) + ANSWER_MS);
});

test('where little is granted, each job is polled in its turn', async () => {
  const { sent, poll, pacer } = createExports(2 / 48);
  pacer.nearlyUsedUp();
  const polls = ['a', 'b', 'c', 'd'].map(async (name) => {
    await poll(name);
    await poll(name);
  });
  await Promise.all(polls);
  expect(sent.map(([name]) => name).join('')).toBe('abcdabcd');
});
