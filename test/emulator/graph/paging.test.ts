/** Listing with pages: complete and in order for every page size, and only with links as they were handed out. */
import * as fc from 'fast-check';
import { generateTenant } from '..';
import {
  startTestClient,
  type ErrorBody,
  type TestClient,
} from '../testClient';

const tenant = generateTenant({ size: 'test' });
let client: TestClient;

beforeAll(async () => {
  client = await startTestClient({ tenant });
});
afterAll(() => client.close());

interface Page {
  readonly '@odata.context': string;
  readonly '@odata.nextLink'?: string;
  readonly value: readonly { readonly id: string }[];
}

async function getPage(path: string): Promise<Page> {
  const answer = await client.get(path);
  expect(answer.status).toBe(200);
  return answer.json<Page>();
}

async function getPages(path: string): Promise<Page[]> {
  const pages: Page[] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const page: Page = await getPage(next);
    pages.push(page);
    next = page['@odata.nextLink'];
  }
  return pages;
}

const sizesOf = (pages: readonly Page[]) =>
  pages.map(({ value }) => value.length);
const idsOf = (pages: readonly Page[]) =>
  pages.flatMap(({ value }) => value.map(({ id }) => id));
const groupId = (displayName: string) =>
  tenant.groups.find((group) => group.displayName === displayName)?.id ?? '';
const members = (displayName: string) =>
  `/v1.0/groups/${groupId(displayName)}/members?$select=id&$top=999`;

test('any page size yields every user once and in the same order', async () => {
  const expected = tenant.users.map(({ id }) => id);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 150, max: 999 }), async (top) => {
      const pages = await getPages(`/v1.0/users?$select=id&$top=${top}`);
      expect(idsOf(pages)).toEqual(expected);
      expect(pages).toHaveLength(Math.ceil(expected.length / top));
    }),
    { numRuns: 12 },
  );
}, 15_000);

test.each([
  ['/v1.0/users?$select=id&$top=999', [999, 999, 402]],
  ['/v1.0/groups?$select=id&$top=999', [60]],
  ['/v1.0/users?$select=id,signInActivity&$top=999', [500, 500, 500, 500, 400]],
  [members('Summer Interns'), [0]],
  [members('Exactly one page'), [999]],
  [members('One page and one'), [999, 1]],
  [members('Exactly two pages'), [999, 999]],
  [members('All users'), [999, 999, 162]],
])('%s has pages of %j', async (path, sizes) => {
  expect(sizesOf(await getPages(path))).toEqual(sizes);
});

test('a page has 100 objects when nothing else is asked for', async () => {
  const { value } = await getPage('/v1.0/users');
  expect(value).toHaveLength(100);
});

describe('a link', () => {
  test('is absolute and repeats the query', async () => {
    const page = await getPage('/v1.0/users?$top=999&$select=id,displayName');
    const link = page['@odata.nextLink'] ?? '';
    const start = `${client.emulator.origin}/v1.0/users?$select=id,displayName&$top=999&$skiptoken=RFNwd`;
    expect(link.slice(0, start.length)).toBe(start);
  });

  test('may be followed twice', async () => {
    const { '@odata.nextLink': link = '' } = await getPage('/v1.0/users');
    expect(idsOf([await getPage(link)])).toEqual(idsOf([await getPage(link)]));
  });

  const flipLast = (link: string) =>
    link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A');
  test.each<[string, (link: string) => string]>([
    ['is tampered with', flipLast],
    ['is cut short', (link) => link.slice(0, -5)],
    ['loses an option', (link) => link.replace('$top=10&', '')],
    ['gets another option', (link) => link.replace('$top=10', '$top=20')],
    ['goes to another version', (link) => link.replace('/v1.0/', '/beta/')],
    ['goes to another collection', (link) => link.replace('users', 'groups')],
  ])('that %s is refused', async (_, change) => {
    const { '@odata.nextLink': link = '' } = await getPage(
      '/v1.0/users?$top=10',
    );
    const answer = await client.get(change(link));
    expect(answer.status).toBe(400);
    expect(answer.json<ErrorBody>().error).toMatchObject({
      code: 'Request_BadRequest',
      message: 'The page token is not valid.',
    });
  });

  test('of another emulator is refused', async () => {
    const other = await startTestClient({ tenant });
    const { '@odata.nextLink': link = '' } = await getPage('/v1.0/users');
    const { pathname, search } = new URL(link);
    const answer = await other.get(pathname + search);
    await other.close();
    expect(answer.status).toBe(400);
  });
});

describe('$select', () => {
  test('without it a user has the default properties only', async () => {
    const { value } = await getPage('/v1.0/users?$top=1');
    expect(Object.keys(value[0]).sort()).toEqual([
      'businessPhones',
      'displayName',
      'givenName',
      'id',
      'jobTitle',
      'mail',
      'mobilePhone',
      'officeLocation',
      'preferredLanguage',
      'surname',
      'userPrincipalName',
    ]);
  });

  test('with it a user has exactly these', async () => {
    const page = await getPage('/v1.0/users?$select=id,userType&$top=1');
    const [{ id, userType }] = tenant.users;
    expect(page.value).toEqual([{ id, userType }]);
    expect(page['@odata.context']).toBe(
      `${client.emulator.origin}/v1.0/$metadata#users(id,userType)`,
    );
  });

  test('beta returns nearly everything and needs no dollar sign', async () => {
    const { value } = await getPage('/beta/users?top=1');
    expect(value[0]).toHaveProperty('accountEnabled');
    expect(value[0]).not.toHaveProperty('signInActivity');
  });

  test('a user who never signed in has no signInActivity', async () => {
    const pages = await getPages('/v1.0/users?$select=id,signInActivity');
    const shown = pages.flatMap(({ value }) => value);
    const expected = tenant.users.map(({ id, signInActivity }) =>
      signInActivity === undefined ? { id } : { id, signInActivity },
    );
    expect(shown).toEqual(expected);
  });
});
