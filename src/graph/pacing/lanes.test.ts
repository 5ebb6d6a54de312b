/** Pages go before batches; the rest of the pacer is in workloadPacer.test.ts. */
import { settle } from '#test/graph/fakeClock';
import { never, pacerFixture, QUOTA } from '#test/graph/pacerFixture';

type Fixture = ReturnType<typeof pacerFixture>;
const page = ({ run }: Fixture, name: string, cost = 1) => run(name, cost);
const batch = ({ run }: Fixture, name: string, cost = 20, takesMs = 0) =>
  run(name, cost, takesMs, never, 'batches');

test('a page goes before the batches that wait for their quota', async () => {
  const fixture = pacerFixture();
  await batch(fixture, 'first', 80);
  const waiting = [batch(fixture, 'second'), batch(fixture, 'third')];
  await settle();
  await Promise.all([...waiting, page(fixture, 'page', 50)]);
  expect(fixture.sent).toEqual([
    ['first', 0],
    ['page', 1_000],
    ['second', 1_000],
    ['third', 2_000],
  ]);
});

test('a page goes before the batches that wait for a slot', async () => {
  const fixture = pacerFixture({ ...QUOTA, inFlight: 1 });
  const first = batch(fixture, 'first', 1, 10);
  const waiting = [batch(fixture, 'second', 1, 10), batch(fixture, 'third', 1)];
  await settle();
  await Promise.all([first, ...waiting, page(fixture, 'page')]);
  expect(fixture.sent.map(([name]) => name)).toEqual([
    'first',
    'page',
    'second',
    'third',
  ]);
});

test('batches leave something to the pages that are being read', async () => {
  const fixture = pacerFixture();
  await page(fixture, 'page 1');
  const batches = ['a', 'b', 'c', 'd'].map((name) => batch(fixture, name, 20));
  await settle();
  await page(fixture, 'page 2');
  expect(fixture.sent.at(-1)).toEqual(['page 2', 0]);
  await Promise.all(batches);
});

test('batches have it all when no page was read for a window', async () => {
  const fixture = pacerFixture();
  await Promise.all(
    ['a', 'b', 'c', 'd'].map((name) => batch(fixture, name, 20)),
  );
  expect(fixture.sent.map(([, at]) => at)).toEqual([0, 0, 0, 0]);
});

test('batches keep their order', async () => {
  const fixture = pacerFixture();
  const names = Array.from({ length: 12 }, (_, index) => `${index}`);
  await Promise.all(names.map((name) => batch(fixture, name, 20)));
  expect(fixture.sent.map(([name]) => name)).toEqual(names);
});

test('a batch that waits behind a page can be given up', async () => {
  const fixture = pacerFixture();
  const ending = new AbortController();
  await page(fixture, 'first', 80);
  const waiting = page(fixture, 'page');
  const given = expect(
    fixture.run('batch', 1, 0, ending.signal, 'batches'),
  ).rejects.toThrow();
  await settle();
  ending.abort();
  await Promise.all([given, waiting]);
  expect(fixture.sent.map(([name]) => name)).toEqual(['first', 'page']);
});
