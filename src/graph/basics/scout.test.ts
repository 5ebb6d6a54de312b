import { settle } from '#test/graph/fakeClock';
import { Scout } from './scout';

const never = new AbortController().signal;

/** Work that ends when it is told to. */
function pending() {
  let end = () => undefined as void;
  let fail = (_: Error) => undefined as void;
  const result = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  const work = jest.fn(() => result);
  return { work, end, fail };
}

test('one goes ahead, and the others follow together', async () => {
  const scout = new Scout();
  let isKnown = false;
  const works = [pending(), pending(), pending()];
  const running = works.map(({ work }) =>
    scout.run(() => isKnown, work, never),
  );
  await settle();
  const begun = () => works.map(({ work }) => work.mock.calls.length);
  expect(begun()).toEqual([1, 0, 0]);
  isKnown = true;
  works[0].end();
  await settle();
  expect(begun()).toEqual([1, 1, 1]);
  works.forEach(({ end }) => end());
  await Promise.all(running);
});

test('the next one goes ahead when the first found nothing', async () => {
  const scout = new Scout();
  const works = [pending(), pending(), pending()];
  const running = works.map(({ work }) => scout.run(() => false, work, never));
  works[0].fail(new Error('broken'));
  await expect(running[0]).rejects.toThrow('broken');
  await settle();
  expect(works.map(({ work }) => work.mock.calls.length)).toEqual([1, 1, 0]);
  works[1].end();
  await settle();
  expect(works[2].work).toHaveBeenCalledTimes(1);
  works[2].end();
  await Promise.all(running.slice(1));
});

test('who gives up waits no longer, and leaves the one ahead alone', async () => {
  const scout = new Scout();
  const first = pending();
  const ahead = scout.run(() => false, first.work, never);
  const ending = new AbortController();
  const given = scout.run(
    () => false,
    () => Promise.reject(new Error('given up')),
    ending.signal,
  );
  const expected = expect(given).rejects.toThrow('given up');
  ending.abort();
  await expected;
  const third = pending();
  const waiting = scout.run(() => false, third.work, never);
  await settle();
  expect(third.work).not.toHaveBeenCalled();
  first.end();
  third.end();
  await Promise.all([ahead, waiting]);
});
