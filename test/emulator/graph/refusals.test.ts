/** Requests that Graph refuses, each in its own words. */
import { generateTenant } from '..';
import {
  startTestClient,
  type ErrorBody,
  type TestClient,
} from '../testClient';

const tenant = generateTenant({ size: 'test' });
const [vanishedId] = tenant.vanishedGroupIds;
const groupId = [...tenant.members.keys()][0];
const noId = 'ffffffff-0000-0000-0000-000000000000';
const missing = (id: string) =>
  `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
const noProperty = (property: string, type: string) =>
  `Parsing OData Select and Expand failed: Could not find a property named '${property}' on type 'microsoft.graph.${type}'.`;

let client: TestClient;

beforeAll(async () => {
  client = await startTestClient({ tenant });
});
afterAll(() => client.close());

const refusals: [string, number, string, string][] = [
  ['/v2.0/users', 400, 'BadRequest', 'Invalid version: v2.0'],
  [
    '/v1.0/nothing',
    400,
    'BadRequest',
    "Resource not found for the segment 'nothing'.",
  ],
  [
    `/v1.0/groups/${groupId}/nothing`,
    400,
    'BadRequest',
    "Resource not found for the segment 'nothing'.",
  ],
  [
    '/v1.0/v1.0/users',
    400,
    'BadRequest',
    "Resource not found for the segment 'v1.0'.",
  ],
  [
    '/v1.0/deviceManagement/subscriptionState',
    400,
    'BadRequest',
    "Resource not found for the segment 'subscriptionState'.",
  ],
  [
    '/v1.0/users?$top=1000',
    400,
    'Request_UnsupportedQuery',
    "Invalid page size specified: '1000'. Must be between 1 and 999 inclusive.",
  ],
  [
    '/v1.0/groups?$top=0',
    400,
    'Request_UnsupportedQuery',
    "Invalid page size specified: '0'. Must be between 1 and 999 inclusive.",
  ],
  [
    `/v1.0/groups/${groupId}/members?$top=1000`,
    400,
    'Request_UnsupportedQuery',
    "Invalid page size specified: '1000'. Must be between 1 and 999 inclusive.",
  ],
  [
    '/v1.0/users?$top=many',
    400,
    'BadRequest',
    "Invalid value 'many' for $top query option found. The $top query option requires a non-negative integer value.",
  ],
  [
    '/v1.0/users?$skip=10',
    400,
    'Request_BadRequest',
    "'$skip' is not supported by the service.",
  ],
  [
    '/v1.0/users?$colour=red',
    400,
    'BadRequest',
    "The query parameter '$colour' is not supported.",
  ],
  [
    '/v1.0/users?select=id',
    400,
    'Request_BadRequest',
    "Unrecognized query argument specified: 'select'.",
  ],
  [
    '/v1.0/users?$select=id&$select=mail',
    400,
    'BadRequest',
    "Query option '$select' was specified more than once, but it must be specified at most once.",
  ],
  [
    '/v1.0/organization?$top=1',
    400,
    'BadRequest',
    "The query parameter '$top' is not supported.",
  ],
  [
    '/v1.0/users?$select=id,shoeSize',
    400,
    'BadRequest',
    noProperty('shoeSize', 'user'),
  ],
  [
    '/v1.0/groups?$select=isFavorite',
    400,
    'BadRequest',
    noProperty('isFavorite', 'group'),
  ],
  [
    '/v1.0/organization?$select=name',
    400,
    'BadRequest',
    noProperty('name', 'organization'),
  ],
  [
    '/v1.0/deviceManagement?$select=accountId',
    400,
    'BadRequest',
    noProperty('accountId', 'deviceManagement'),
  ],
  [
    `/beta/groups/${groupId}/members?$select=id,shoeSize`,
    400,
    'BadRequest',
    noProperty('shoeSize', 'directoryObject'),
  ],
  [
    '/v1.0/users?$select=id,aboutMe',
    501,
    'NotImplemented',
    'This operation target is not yet supported.',
  ],
  [
    '/v1.0/groups?$select=unseenCount',
    501,
    'NotImplemented',
    'This operation target is not yet supported.',
  ],
  [
    '/v1.0/users?$filter=accountEnabled eq true',
    501,
    'NotEmulated',
    'The emulator does not model $filter.',
  ],
  [
    '/v1.0/users?$skiptoken=garbage',
    400,
    'Request_BadRequest',
    'The page token is not valid.',
  ],
  [`/v1.0/groups/${noId}`, 404, 'Request_ResourceNotFound', missing(noId)],
  [
    `/v1.0/groups/${vanishedId}`,
    404,
    'Request_ResourceNotFound',
    missing(vanishedId),
  ],
  [
    `/v1.0/groups/${vanishedId}/members`,
    404,
    'Request_ResourceNotFound',
    missing(vanishedId),
  ],
  [
    '/v1.0/groups/everyone',
    400,
    'Request_BadRequest',
    "Invalid object identifier 'everyone'.",
  ],
  [
    '/v1.0/users/nobody@contoso.com',
    404,
    'Request_ResourceNotFound',
    missing('nobody@contoso.com'),
  ],
  [
    `/v1.0/users/${tenant.deletedUsers[0].id}`,
    404,
    'Request_ResourceNotFound',
    missing(tenant.deletedUsers[0].id),
  ],
  [
    `/v1.0/organization/${noId}`,
    404,
    'Request_ResourceNotFound',
    missing(noId),
  ],
];

test.each(refusals)('%s is answered with %i %s', async (...expected) => {
  const [path, status, code, message] = expected;
  const answer = await client.get(encodeURI(path));
  expect(answer.status).toBe(status);
  expect(answer.json<ErrorBody>().error).toMatchObject({ code, message });
  expect(answer.headers['content-type']).toBe('application/json');
});

test.each(['DELETE', 'PATCH', 'POST'])(
  '%s of a collection is answered with 405',
  async (method) => {
    const authorization = `Bearer ${await client.login()}`;
    const answer = await client.send('/v1.0/users', {
      method,
      headers: { authorization },
    });
    expect(answer.status).toBe(405);
    expect(answer.json<ErrorBody>().error).toMatchObject({
      code: 'Request_BadRequest',
      message: 'Specified HTTP method is not allowed for the request target.',
    });
  },
);
