/** What a tenant says of one export counts for the others of the run. */
import { exportClient, readExport } from '#test/graph/exportReading';
import { useExports } from '#test/graph/exportFixture';
import { settle } from '#test/graph/fakeClock';
import { failed, type Reply } from '#test/graph/replies';
import { appsExport, job } from '#test/graph/sampleReports';
import type { LoggedRequest, Script } from '#test/graph/scriptedTransport';

const intune = useExports();

const reportOf = ({ body }: LoggedRequest) =>
  (body as { reportName: string }).reportName;
const named = (reportName: string) => ({ ...appsExport, reportName });

/** Asks for these exports at once; each is posted by another view of the client. */
function prepare(script: Script, names: readonly string[]) {
  const fixture = exportClient(script, intune.server);
  for (const name of names) {
    void fixture.client.withLogger(fixture.logger).prepareExport(named(name));
  }
  const reasonOf = async (name: string) =>
    (await readExport(fixture, named(name))).failure;
  return { ...fixture, reasonOf };
}

test('the first job is posted alone, and the others when it was accepted', async () => {
  let answer = (_: Reply) => undefined as void;
  const { transport } = prepare(
    (_, index) =>
      index === 0
        ? new Promise<Reply>((resolve) => (answer = resolve))
        : job('notStarted'),
    ['A', 'B', 'C', 'D'],
  );
  await settle();
  expect(transport.requests.map(reportOf)).toEqual(['A']);
  answer(job('notStarted'));
  await settle();
  expect(transport.requests.map(reportOf)).toEqual(['A', 'B', 'C', 'D']);
});

test('after two refusals no other job is posted', async () => {
  const { transport, reasonOf } = prepare(() => failed(403), ['A', 'B', 'C']);
  await settle();
  for (const name of ['A', 'B', 'C', 'D']) {
    expect(await reasonOf(name)).toMatchObject({
      reason: 'forbidden',
      reportName: name,
    });
  }
  expect(transport.requests.map(reportOf)).toEqual(['A', 'B']);
});

test('the only report is tried twice', async () => {
  const { transport, reasonOf } = prepare(() => failed(403), []);
  for (let times = 0; times < 3; times += 1) {
    expect(await reasonOf('A')).toMatchObject({ reason: 'forbidden' });
  }
  expect(transport.requests).toHaveLength(2);
});

test('a refusal of one report leaves the others alone', async () => {
  const { transport, reasonOf } = prepare(
    (request) => (reportOf(request) === 'B' ? failed(403) : job('notStarted')),
    ['B', 'A', 'C'],
  );
  await settle();
  expect(transport.requests.map(reportOf)).toEqual(['B', 'A', 'C']);
  expect(await reasonOf('B')).toMatchObject({ reason: 'forbidden' });
  expect(await reasonOf('B')).toMatchObject({ reason: 'forbidden' });
  expect(transport.requests).toHaveLength(3);
});

test.each([400, 404, 501])(
  'what is answered by %d is asked for once, and says nothing of others',
  async (status) => {
    const { transport, reasonOf, client } = prepare(
      (request) =>
        reportOf(request) === 'A' ? failed(status) : job('notStarted'),
      ['A'],
    );
    expect(await reasonOf('A')).toMatchObject({ reason: 'refused' });
    const sent = transport.requests.length;
    expect(await reasonOf('A')).toMatchObject({ reason: 'refused' });
    expect(transport.requests).toHaveLength(sent);
    void client.prepareExport({ ...named('A'), filter: "(PolicyId eq 'p')" });
    void client.prepareExport(named('B'));
    await settle();
    expect(transport.requests.map(reportOf).slice(sent)).toContain('B');
    expect(transport.requests.length).toBeGreaterThan(sent + 1);
  },
);

test('a failure that is no refusal lets the next one go ahead', async () => {
  const { transport, clock } = prepare(
    (request) => (reportOf(request) === 'A' ? failed(500) : job('notStarted')),
    ['A', 'B', 'C'],
  );
  await clock.sleep(60_000);
  expect(new Set(transport.requests.map(reportOf))).toEqual(
    new Set(['A', 'B', 'C']),
  );
});
