import { failed, ok, page } from '../../test/graph/replies';
import { GRAPH } from '../../test/graph/sampleRequests';
import { scriptedClient } from '../../test/graph/scriptedClient';
import { failureOf } from '../../test/support/stepContext';
import { GraphProtocolError, GraphResponseError } from './errors';
import type { ObjectsByIdRequest } from './objectsById';

const request: ObjectsByIdRequest<{ id?: string; displayName?: string }> = {
  method: 'POST',
  version: 'v1.0',
  path: '/directoryObjects/getByIds',
  select: ['id', 'displayName'],
  workload: 'directory',
  cost: 2,
  permission: { anyOf: ['Directory.Read.All'], without: 'names' },
  documentation:
    'https://learn.microsoft.com/graph/api/directoryobject-getbyids',
};

test('objects are asked for by their ids, at once', async () => {
  const objects = [{ id: 'b', displayName: 'B' }];
  const { client, transport } = scriptedClient([page(objects)]);
  expect(await client.getByIds(request, ['a', 'b'])).toEqual(objects);
  expect(transport.requests).toMatchObject([
    {
      method: 'POST',
      url: `${GRAPH}/v1.0/directoryObjects/getByIds?$select=id,displayName`,
      endpoint: 'POST /v1.0/directoryObjects/getByIds',
      body: { ids: ['a', 'b'] },
    },
  ]);
});

test('what fails for a while is asked for again', async () => {
  const { client } = scriptedClient([failed(503), page([{ id: 'a' }])]);
  expect(await client.getByIds(request, ['a'])).toEqual([{ id: 'a' }]);
});

test.each([
  ['no list', ok({}), GraphProtocolError],
  ['further pages', page([], `${GRAPH}/v1.0/more`), GraphProtocolError],
  ['a refusal', failed(403, 'Denied'), GraphResponseError],
])('%s is a failure', async (_, reply, type) => {
  const { client } = scriptedClient([reply]);
  expect(await failureOf(client.getByIds(request, ['a']))).toBeInstanceOf(type);
});
