import { failed, ok, page } from '#test/graph/replies';
import { GRAPH, objectsRequest } from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';
import { failureOf } from '#test/support/stepContext';
import { GraphTransportError, GraphResponseError } from '../errors/errors';

test('objects are asked for by their ids, at once', async () => {
  const objects = [{ id: 'b', name: 'B' }];
  const { client, transport } = scriptedClient([page(objects)]);
  expect(await client.getByIds(objectsRequest, ['a', 'b'])).toEqual(objects);
  expect(transport.requests).toMatchObject([
    {
      method: 'POST',
      url: `${GRAPH}/v1.0/directoryObjects/getByIds?$select=id,name`,
      endpoint: 'POST /v1.0/directoryObjects/getByIds',
      body: { ids: ['a', 'b'] },
    },
  ]);
});

test('what fails for a while is asked for again', async () => {
  const { client } = scriptedClient([failed(503), page([{ id: 'a' }])]);
  expect(await client.getByIds(objectsRequest, ['a'])).toEqual([{ id: 'a' }]);
});

test.each([
  ['no list', ok({}), GraphTransportError],
  ['further pages', page([], `${GRAPH}/v1.0/more`), GraphTransportError],
  ['a refusal', failed(403, 'Denied'), GraphResponseError],
])('%s is a failure', async (_, reply, type) => {
  const { client } = scriptedClient(() => reply);
  expect(
    await failureOf(client.getByIds(objectsRequest, ['a'])),
  ).toBeInstanceOf(type);
});
