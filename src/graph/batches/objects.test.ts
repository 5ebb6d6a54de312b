/** Single objects through batches; collections are in batching.test.ts. */
import { batchReply, subRequests } from '#test/graph/batchReplies';
import { answering } from '#test/graph/batchReading';
import { failed, ok, throttled } from '#test/graph/replies';
import { usersRequest, type Sample } from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';
import type { Script } from '#test/graph/scriptedTransport';
import type { BatchObjectResult, BatchItem } from './results';
import { GraphTransportError, isNotFound } from '../errors/errors';
import { forParameters } from '../request';

type Device = Pick<Sample, 'id' | 'name'>;

const deviceRequest = {
  ...usersRequest,
  path: '/deviceManagement/managedDevices/{id}',
  query: { $select: 'id,name' },
  workload: 'intuneDevices',
} as const;

function devices(count: number): BatchItem<string, Device>[] {
  return Array.from({ length: count }, (_, index) => ({
    source: `d${index}`,
    request: forParameters(deviceRequest, { id: `d${index}` }),
  }));
}

async function read(
  count: number,
  script: Script,
  tolerates: (failure: Error) => boolean = () => false,
) {
  const fixture = scriptedClient(script);
  const results: BatchObjectResult<string, Device>[] = [];
  const all = fixture.client.getMany(devices(count), tolerates);
  for await (const result of all) {
    results.push(result);
  }
  return { ...fixture, results };
}

function deviceOf(url: string): Device {
  const id = /managedDevices\/(\w+)/.exec(url)?.[1] ?? '';
  return { id, name: `name of ${id}` };
}

describe('failures that are taken care of', () => {
  const leftOut = (lines: readonly { message: string; fields: object }[]) =>
    lines
      .filter(({ message }) => message === 'Requests of batches were left out')
      .map(({ fields }) => fields);

  test('are counted in one line', async () => {
    const { logger } = await read(
      45,
      (request) =>
        batchReply(request, (url) =>
          /d[01]\b/.test(url) ? failed(404, 'NotFound') : ok(deviceOf(url)),
        ),
      isNotFound,
    );
    expect(leftOut(logger.lines)).toEqual([{ count: 2 }]);
  });

  test('are no line when there are none', async () => {
    const { logger } = await read(3, (request) =>
      batchReply(request, (url) => ok(deviceOf(url))),
    );
    expect(leftOut(logger.lines)).toEqual([]);
  });
});

describe('getMany', () => {
  test('gets every object once, 20 a call', async () => {
    const { results, transport } = await read(45, (request) =>
      batchReply(request, (url) => ok(deviceOf(url))),
    );
    // In any order: those that wait for the first login may be overtaken.
    const sizes = transport.requests.map((r) => subRequests(r).length);
    expect(sizes.sort((a, b) => b - a)).toEqual([20, 20, 5]);
    expect(new Map(results.map((result) => [result.source, result]))).toEqual(
      new Map(
        devices(45).map(({ source }) => [
          source,
          { source, payload: { id: source, name: `name of ${source}` } },
        ]),
      ),
    );
  });

  test('gives back tolerated failures, and repeats what may heal', async () => {
    const { results } = await read(
      2,
      answering((url, times) => {
        if (url.includes('d0')) {
          return failed(404);
        }
        return times === 1 ? throttled('1') : ok(deviceOf(url));
      }),
      isNotFound,
    );
    expect(results).toEqual([
      { source: 'd0', failure: expect.objectContaining({ status: 404 }) },
      { source: 'd1', payload: { id: 'd1', name: 'name of d1' } },
    ]);
  });

  test('ends with any other failure', async () => {
    const forbidden = read(1, (request) =>
      batchReply(request, () => failed(403)),
    );
    await expect(forbidden).rejects.toMatchObject({
      status: 403,
      endpoint: 'GET /v1.0/deviceManagement/managedDevices/{id}',
    });
  });

  test('takes nothing but an object for one', async () => {
    const odd = read(1, (request) => batchReply(request, () => ok([])));
    await expect(odd).rejects.toBeInstanceOf(GraphTransportError);
  });
});
