/** Exports whose step ends, or whose client is closed, before their rows were read. */
import { useExports } from '#test/graph/exportFixture';
import {
  allRows,
  exportClient,
  readExport,
  serveFile,
} from '#test/graph/exportReading';
import { settle } from '#test/graph/fakeClock';
import type { Reply } from '#test/graph/replies';
import { appsExport, job } from '#test/graph/sampleReports';
import type { ScriptedClient } from '#test/graph/scriptedClient';
import type { GraphClient } from '../client';
import { GraphAbortError } from '../errors/errors';

const intune = useExports();

interface Step {
  readonly graph: GraphClient;
  end(): void;
}

function stepOf({ client, logger }: ScriptedClient): Step {
  const ending = new AbortController();
  const { signal } = ending;
  const graph = client.forStep({ logger, signal });
  return { graph, end: () => ending.abort() };
}

test('a poll that waits for a job ends with its step', async () => {
  const fixture = exportClient(() => {
    setImmediate(() => step.end());
    return job('inProgress');
  }, intune.server);
  const step = stepOf(fixture);
  const rows = allRows(step.graph, appsExport);
  await expect(rows).rejects.toThrow(GraphAbortError);
  expect(fixture.clock.sleeperCount).toBe(0);
  expect(fixture.transport.requests).toHaveLength(1);
});

test('a download ends with its step, and its file is removed', async () => {
  const fixture = exportClient([intune.completed], intune.server);
  const step = stepOf(fixture);
  let hungUp: Promise<unknown> = Promise.resolve();
  intune.server.answer = (_, response) => {
    hungUp = new Promise((resolve) => response.on('close', resolve));
    response.write(intune.file.subarray(0, 50), () => setTimeout(step.end, 20));
  };
  const rows = allRows(step.graph, appsExport);
  await expect(rows).rejects.toThrow(GraphAbortError);
  await hungUp;
});

test('rows are given away no more when the step has ended', async () => {
  serveFile(intune.server, intune.file);
  const fixture = exportClient([intune.completed], intune.server);
  const step = stepOf(fixture);
  const add = jest.fn(() => step.end());
  const reading = step.graph.readExport(appsExport, () => ({
    add,
    leaveOut: jest.fn(),
  }));
  await expect(reading).rejects.toThrow(GraphAbortError);
  expect(add).toHaveBeenCalledTimes(1);
});

describe('a prepared export', () => {
  test('outlives the step that asked for it', async () => {
    serveFile(intune.server, intune.file);
    let answer = (_: Reply) => undefined as void;
    const posting = new Promise<Reply>((resolve) => (answer = resolve));
    const fixture = exportClient(
      [() => posting, intune.completed],
      intune.server,
    );
    const first = stepOf(fixture);
    void first.graph.prepareExport(appsExport);
    await settle();
    first.end();
    answer(job('notStarted'));
    const second = { ...fixture, client: stepOf(fixture).graph };
    expect((await readExport(second, appsExport)).rows).toHaveLength(2);
    expect(fixture.transport.requests).toHaveLength(2);
  });

  test('is given up when the client is closed', async () => {
    const fixture = exportClient(
      () => new Promise<Reply>(() => undefined),
      intune.server,
    );
    void fixture.client.prepareExport(appsExport);
    await settle();
    fixture.client.close();
    await settle();
    expect(fixture.clock.sleeperCount).toBe(0);
    const { failure } = await readExport(fixture, appsExport);
    expect(failure).toBeInstanceOf(GraphAbortError);
  });
});
