/** Answers that are JSON and a trap: each ends in an error of ours, or does no harm. */
import { batchReply, subRequests } from '#test/graph/batchReplies';
import { firstUrl, read } from '#test/graph/batchReading';
import { failed, ok, page, type HttpReply } from '#test/graph/replies';
import { membersOf, usersRequest } from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';
import type { LoggedRequest } from '#test/graph/scriptedTransport';
import {
  GraphError,
  GraphResponseError,
  GraphTransportError,
} from '../errors/errors';
import { readableMessage } from '../errors/errorText';
import { maxAttempts } from '../basics/limits';

/** `String` and `Number` of it fail. */
const noText: unknown = JSON.parse('{"toString":1,"valueOf":2}');
const polluting: unknown = JSON.parse(
  '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
);

function nested(depth: number): unknown {
  return JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
}

async function failureOf(reply: HttpReply): Promise<unknown> {
  const { client } = scriptedClient(() => reply);
  return client.get(usersRequest).catch((error: unknown) => error);
}

afterEach(() => {
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

describe('an error answer', () => {
  test.each([
    ['nested without end', nested(100_000)],
    ['nested in its message', { error: { message: nested(100_000) } }],
    ['of traps', { error: { code: noText, message: noText } }],
    ['of prototypes', { error: polluting }],
    ['of numbers', { error: { code: 5, message: 6, innerError: [7] } }],
  ])('%s is an answer of its status', async (_, body) => {
    const failure = await failureOf({ status: 400, body });
    expect(failure).toBeInstanceOf(GraphResponseError);
    expect(failure).toMatchObject({ status: 400, code: '' });
  });

  test('of any length is a short message', async () => {
    const long = 'x'.repeat(10_000_000);
    const headers = { 'request-id': long };
    const failure = await failureOf(failed(400, long, headers, long));
    expect(String(failure).length).toBeLessThan(1_100);
  });

  // The patterns that look for tokens take the square of the length.
  test.each([
    ['-eyJ'.repeat(250_000)],
    ['Bearer '.repeat(150_000)],
    ['sig='.repeat(250_000)],
    [`{"Message":"${'-eyJ'.repeat(250_000)}"}`],
  ])('made to be searched for ever takes no time', (message) => {
    const startedAt = performance.now();
    readableMessage(message);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe('a page', () => {
  test.each([
    ['an object for items', { value: { id: '1' } }],
    ['a text for items', { value: 'abc' }],
    ['a number for a next link', { value: [], '@odata.nextLink': 5 }],
    ['an object for a next link', { value: [], '@odata.nextLink': noText }],
    ['its items in a prototype', JSON.parse('{"__proto__":{"value":[]}}')],
  ])('with %s is refused', async (_, body: unknown) => {
    const { client } = scriptedClient(() => ok(body));
    await expect(client.list(usersRequest).next()).rejects.toThrow(
      GraphTransportError,
    );
  });

  test('hands on items as they are', async () => {
    const items = [null, 5, 'text', [], noText, polluting];
    const { client } = scriptedClient([page(items)]);
    const { value } = await client.list(usersRequest).next();
    expect(value).toEqual(items);
  });
});

describe('a batch', () => {
  const answerWith =
    (change: (response: Record<string, unknown>) => unknown) =>
    (request: LoggedRequest): HttpReply => {
      const reply = batchReply(request, () => page([{ id: 'm' }]));
      const { responses } = reply.body as {
        responses: Record<string, unknown>[];
      };
      return ok({ responses: responses.map(change) });
    };

  test.each<[string, (response: Record<string, unknown>) => unknown]>([
    ['an id that is no text', (it) => ({ ...it, id: noText })],
    ['an id of a prototype', (it) => ({ ...it, id: '__proto__' })],
    ['no status', ({ id, body }) => ({ id, body })],
    ['a status that is a trap', (it) => ({ ...it, status: noText })],
    ['a status that is none', (it) => ({ ...it, status: 'ok' })],
    ['null', () => null],
    ['a list', () => []],
  ])('whose answers have %s has left them out', async (_, change) => {
    const { failure, transport, results } = await read(
      [membersOf('g')],
      answerWith(change),
    );
    expect(failure).toBeInstanceOf(GraphTransportError);
    expect(transport.requests).toHaveLength(maxAttempts.transport);
    expect(results).toEqual([]);
  });

  test.each<[string, (response: Record<string, unknown>) => unknown]>([
    ['numbers for ids', (it) => ({ ...it, id: Number(it.id) })],
    ['texts for statuses', (it) => ({ ...it, status: String(it.status) })],
    ['headers that are traps', (it) => ({ ...it, headers: { a: noText } })],
    ['a list of headers', (it) => ({ ...it, headers: [polluting] })],
    ['names of prototypes', (it) => ({ ...it, ...(polluting as object) })],
  ])('whose answers have %s is read', async (_, change) => {
    const { failure, results } = await read(
      [membersOf('g')],
      answerWith(change),
    );
    expect(failure).toBeUndefined();
    expect(results).toMatchObject([{ items: [{ id: 'm' }], isLast: true }]);
  });

  test('may ask to wait by a trap', async () => {
    const { results, failure } = await read(
      [membersOf('g')],
      [
        (request) =>
          batchReply(request, () => ({
            ...failed(429),
            headers: { 'Retry-After': noText as string },
          })),
        (request) => batchReply(request, () => page([])),
      ],
    );
    expect(failure).toBeUndefined();
    expect(results).toHaveLength(1);
  });

  test('answers what was not asked for in vain', async () => {
    const { results, transport } = await read([membersOf('g')], (request) => {
      const [{ id }] = subRequests(request);
      const answer = (value: unknown) => ({ status: 200, body: { value } });
      return ok({
        responses: [
          { id: '999', ...answer([{ id: 'stranger' }]) },
          { id, ...answer([]) },
        ],
      });
    });
    expect(results).toMatchObject([{ source: 'g', items: [] }]);
    expect(subRequests(transport.requests[0])).toMatchObject([
      { url: firstUrl('g') },
    ]);
  });

  test.each([
    ['an object', { responses: { length: 1 } }],
    ['a text', { responses: '[]' }],
    ['nothing', {}],
    ['a list', []],
  ])('whose answers are %s is refused', async (_, body) => {
    const { failure } = await read([membersOf('g')], () => ok(body));
    expect(failure).toBeInstanceOf(GraphError);
    expect(String(failure)).toContain('the answer has no responses');
  });
});
