/** A step that has ended, or a client that is closed, leaves nothing under way. */
import { isBatch } from '#test/graph/batchReplies';
import { settle } from '#test/graph/fakeClock';
import { ok, page, throttled, type Reply } from '#test/graph/replies';
import { installsReport, reportPage } from '#test/graph/sampleReports';
import {
  GRAPH,
  membersOfGroups,
  signInsRequest,
  usersRequest,
} from '#test/graph/sampleRequests';
import {
  scriptedClient,
  type ScriptedClient,
} from '#test/graph/scriptedClient';
import type { Script } from '#test/graph/scriptedTransport';
import type { GraphClient } from './client';
import { GraphAbortError } from './errors/errors';

const unhandled = jest.fn();
beforeAll(() => process.on('unhandledRejection', unhandled));
afterAll(() => {
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

interface Step extends ScriptedClient {
  readonly graph: GraphClient;
  /** What the end of the step does. */
  end(): void;
}

function stepOf(script: Script): Step {
  const fixture = scriptedClient(script);
  const { logger } = fixture;
  const ending = new AbortController();
  const { signal } = ending;
  const graph = fixture.client.forStep({ logger, signal });
  return { ...fixture, graph, end: () => ending.abort() };
}

const neverAnswered = () => new Promise<Reply>(() => undefined);

async function toTheEnd(results: AsyncIterable<unknown>): Promise<void> {
  for await (const result of results) {
    expect(result).toBeDefined();
  }
}

const groups = membersOfGroups(2_000);

const work: [string, Script, (graph: GraphClient) => Promise<unknown>][] = [
  ['a request under way', neverAnswered, (graph) => graph.get(usersRequest)],
  [
    'a page under way',
    (_, index) =>
      index === 0 ? page([], `${GRAPH}/v1.0/users?1`) : neverAnswered(),
    (graph) => toTheEnd(graph.list(usersRequest)),
  ],
  [
    'a page of a report under way',
    (_, index) => (index === 0 ? reportPage([['1', 'd']], 2) : neverAnswered()),
    (graph) => toTheEnd(graph.report(installsReport)),
  ],
  [
    'batches, under way and waiting',
    (request) => (isBatch(request) ? neverAnswered() : ok({ id: 'a' })),
    (graph) => toTheEnd(graph.listMany(groups, () => true)),
  ],
];

describe.each([
  ['the end of its step', ({ end }: Step) => end()],
  ['closing the client', ({ client }: Step) => client.close()],
])('%s', (_, endOf) => {
  test.each(work)('ends %s', async (_name, script, begin) => {
    const step = stepOf(script);
    const ended = expect(begin(step.graph)).rejects.toThrow(GraphAbortError);
    await settle();
    endOf(step);
    await ended;
    const { requests } = step.transport;
    const sent = requests.length;
    await settle();
    expect(requests).toHaveLength(sent);
    expect(step.clock.sleeperCount).toBe(0);
  });

  test('ends what waits for its quota', async () => {
    const step = stepOf(() => ok({ id: 'a' }));
    const { graph } = step;
    await Promise.all(
      Array.from({ length: 8 }, () => graph.get(signInsRequest)),
    );
    const waiting = [1, 2, 3].map(() =>
      expect(graph.get(signInsRequest)).rejects.toThrow(GraphAbortError),
    );
    await Promise.resolve();
    endOf(step);
    await Promise.all(waiting);
    await settle();
    expect(step.transport.requests).toHaveLength(8);
    expect(step.clock.sleeperCount).toBe(0);
  });

  test('ends what waits to be sent again', async () => {
    const step = stepOf(() => {
      // As soon as the answer was judged, the pause has begun.
      setImmediate(() => endOf(step));
      return throttled('600');
    });
    await expect(step.graph.get(usersRequest)).rejects.toThrow(GraphAbortError);
    expect(step.transport.requests).toHaveLength(1);
    expect(step.clock.monotonic()).toBe(0);
    expect(step.clock.sleeperCount).toBe(0);
  });

  test('lets nothing begin', async () => {
    const step = stepOf(() => ok({ id: 'a' }));
    endOf(step);
    const begun = step.graph.get(usersRequest);
    await expect(begun).rejects.toThrow(GraphAbortError);
    await expect(begun).rejects.toMatchObject({ endpoint: 'GET /v1.0/users' });
    expect(step.transport.requests).toEqual([]);
  });
});

test('the end of a step leaves others alone', async () => {
  const step = stepOf(() => ok({ id: 'a' }));
  const { signal } = new AbortController();
  const other = step.client.forStep({ logger: step.logger, signal });
  step.end();
  expect(await other.get(usersRequest)).toEqual({ id: 'a' });
  expect(await step.client.get(usersRequest)).toEqual({ id: 'a' });
});

test('a view of a step’s client ends with the step', async () => {
  const step = stepOf(() => ok({ id: 'a' }));
  const view = step.graph.withLogger(step.logger);
  step.end();
  await expect(view.get(usersRequest)).rejects.toThrow(GraphAbortError);
});
