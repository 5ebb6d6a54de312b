import fc from 'fast-check';
import { settle } from '#test/graph/fakeClock';
import { failed, ok, throttled, type Reply } from '#test/graph/replies';
import {
  GRAPH,
  membersRequest,
  usersRequest,
} from '#test/graph/sampleRequests';
import { RecordingLogger } from '#test/graph/recordingLogger';
import { scriptedClient } from '#test/graph/scriptedClient';
import { emulatedCloud } from './clouds/clouds';
import {
  GraphAbortError,
  GraphResponseError,
  GraphTransportError,
} from './errors/errors';
import { forParameters, relativeUrl, type CountRequest } from './request';

const organization = { ...usersRequest, path: '/organization', query: {} };

describe('prepareGet', () => {
  test('asks at once; the first get of any view has the answer, the next one asks anew', async () => {
    const { client, transport } = scriptedClient([
      ok({ id: 'early' }),
      ok({ id: 'late' }),
    ]);
    void client.prepareGet(organization);
    await settle();
    expect(transport.requests).toHaveLength(1);
    const view = client.withLogger(new RecordingLogger());
    expect(await view.get(organization)).toEqual({ id: 'early' });
    expect(await client.get(organization)).toEqual({ id: 'late' });
  });

  test('answers no other request', async () => {
    const { client } = scriptedClient([ok({ id: '1' }), ok({ id: '2' })]);
    void client.prepareGet(organization);
    await settle();
    expect(await client.get({ ...organization })).toEqual({ id: '2' });
  });

  test('leaves its failure to who gets it, once', async () => {
    const { client } = scriptedClient([failed(403), ok({ id: '2' })]);
    void client.prepareGet(organization);
    await settle();
    await expect(client.get(organization)).rejects.toThrow('403');
    expect(await client.get(organization)).toEqual({ id: '2' });
  });

  test('outlives the view that asked, and holds up nobody who ended', async () => {
    let answer = (_: Reply) => undefined as void;
    const { client } = scriptedClient(
      () => new Promise<Reply>((resolve) => (answer = resolve)),
    );
    const asking = new AbortController();
    void client.forPart(asking.signal).prepareGet(organization);
    asking.abort();
    await settle();
    const waiting = new AbortController();
    const got = client.forPart(waiting.signal).get(organization);
    waiting.abort();
    await expect(got).rejects.toThrow(GraphAbortError);
    answer(ok({ id: '1' }));
  });
});

describe('get', () => {
  test('returns the object', async () => {
    const { client, transport } = scriptedClient([ok({ id: '1' })]);
    expect(await client.get(organization)).toEqual({ id: '1' });
    expect(transport.requests).toMatchObject([
      {
        method: 'GET',
        url: `${GRAPH}/v1.0/organization`,
        endpoint: 'GET /v1.0/organization',
        authorization: 'Bearer token-1',
        body: undefined,
      },
    ]);
  });

  test('puts ids into the address, and not into the name', async () => {
    const { client, transport } = scriptedClient([ok({ id: 'a' })]);
    await client.get(forParameters(membersRequest, { id: 'a/b' }));
    expect(transport.requests[0]).toMatchObject({
      url: `${GRAPH}/beta/groups/a%2Fb/members?$select=id&$top=999`,
      endpoint: 'GET /beta/groups/{id}/members',
    });
  });

  test('sends any address as it was declared', async () => {
    const { client, transport } = scriptedClient(() => ok({ id: 'a' }));
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.dictionary(fc.constantFrom('$filter', '$select', 'x'), fc.string()),
        async (id, query) => {
          const request = { ...membersRequest, query, parameters: { id } };
          await client.get(request);
          expect(transport.urls.at(-1)).toBe(
            `${GRAPH}/beta${relativeUrl(request)}`,
          );
        },
      ),
    );
  });

  test.each([
    ['a list', ok([])],
    ['a text', ok('text')],
    ['nothing', { status: 204 }],
  ])('does not take %s for an object', async (_, reply) => {
    const { client } = scriptedClient(() => reply);
    await expect(client.get(organization)).rejects.toThrow(GraphTransportError);
  });

  test('throws what Graph answered', async () => {
    const { client } = scriptedClient([
      failed(404, 'Request_ResourceNotFound'),
      failed(403, 'Authorization_RequestDenied'),
    ]);
    await expect(client.get(organization)).rejects.toMatchObject({
      status: 404,
      code: 'Request_ResourceNotFound',
    });
    await expect(client.get(organization)).rejects.toMatchObject({
      status: 403,
      code: 'Authorization_RequestDenied',
    });
  });

  test.each(['https://127.0.0.1:8443', 'https://localhost:8443'])(
    'gives its token to an emulator at %s',
    async (origin) => {
      const cloud = emulatedCloud(origin);
      const { client, transport } = scriptedClient([ok({ id: 'a' })], {
        cloud,
      });
      await client.get(organization);
      expect(transport.requests[0]).toMatchObject({
        url: `${origin}/v1.0/organization`,
        authorization: 'Bearer token-1',
      });
    },
  );
});

describe('count', () => {
  const request: CountRequest = {
    version: 'v1.0',
    path: '/users/$count',
    headers: {
      accept: 'text/plain, application/json',
      ConsistencyLevel: 'eventual',
    },
    workload: 'directory',
    cost: 2,
    permission: usersRequest.permission,
    documentation: usersRequest.documentation,
  };

  test('asks for a number by a path and a header', async () => {
    const { client, transport } = scriptedClient([ok(12)]);
    expect(await client.count(request)).toBe(12);
    expect(transport.requests).toMatchObject([
      {
        method: 'GET',
        url: `${GRAPH}/v1.0/users/$count`,
        endpoint: 'GET /v1.0/users/$count',
        headers: request.headers,
      },
    ]);
  });

  test('asks again when something else comes', async () => {
    const { client, transport } = scriptedClient([
      ok({ value: [] }),
      ok({ error: { code: 'UnknownError' } }),
      throttled('1'),
      ok(0),
    ]);
    expect(await client.count(request)).toBe(0);
    expect(transport.requests).toHaveLength(4);
  });

  test.each([
    ['what never is a number', ok('many'), GraphTransportError],
    ['a refusal', failed(403, 'Denied'), GraphResponseError],
    [
      'a tenant in which nothing is counted',
      failed(
        400,
        'Request_UnsupportedQuery',
        {},
        'This request is not supported by the service.',
      ),
      GraphResponseError,
    ],
  ])('does not make a number of %s', async (_, reply, type) => {
    const { client } = scriptedClient(() => reply);
    await expect(client.count(request)).rejects.toThrow(type);
  });
});

describe('pause', () => {
  test('lasts as long as it is to', async () => {
    const { client, clock } = scriptedClient([]);
    await client.pause(10_000);
    expect(clock.sleeps).toEqual([10_000]);
    expect(clock.monotonic()).toBe(10_000);
  });

  test('ends with the step that waits', async () => {
    const ending = new AbortController();
    const { client, clock } = scriptedClient([]);
    const view = client.forStep({
      logger: new RecordingLogger(),
      signal: ending.signal,
    });
    const waiting = view.pause(10_000);
    ending.abort();
    await expect(waiting).rejects.toThrow();
    expect(clock.monotonic()).toBe(0);
    await expect(view.pause(1)).rejects.toThrow();
  });
});

describe('a client', () => {
  test('sends nothing before it is asked to', () => {
    const { transport, credential } = scriptedClient([]);
    expect(transport.requests).toEqual([]);
    expect(credential.calls).toBe(0);
  });

  test('shares token and statistics with its views', async () => {
    const { client, credential } = scriptedClient([
      ok({ id: 'a' }),
      ok({ id: 'a' }),
    ]);
    const view = client.withLogger(new RecordingLogger());
    await client.get(organization);
    await view.get(organization);
    expect(credential.calls).toBe(1);
    expect(view.statistics()).toEqual(client.statistics());
  });

  test('sends more once it knows that the tenant is large', async () => {
    const costly = { ...organization, cost: 1_400 };
    const send = async (users: number) => {
      const { client, transport } = scriptedClient(() => ok({ id: 'a' }));
      client.usersSeen(users);
      await Promise.all([1, 2, 3, 4].map(() => client.get(costly)));
      return transport.times;
    };
    expect(await send(10)).toEqual([0, 0, 10_000, 10_000]);
    expect(await send(501)).toEqual([0, 0, 0, 0]);
  });
});
