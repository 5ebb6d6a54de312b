import {
  brokenConnection,
  failed,
  page,
  type Reply,
} from '#test/graph/replies';
import type { Script } from '#test/graph/scriptedTransport';
import { failureOf, scriptedStep } from '#test/support/stepContext';
import { GraphAbortError, LoginError } from '../graph/errors/errors';
import type { GraphRequest, PermissionNeed } from '../graph/request';
import { readOptionalList } from './optionalList';

interface Item {
  readonly id: string;
}

const request: GraphRequest<Item> = {
  version: 'v1.0',
  path: '/things',
  query: { $top: '999' },
  workload: 'directory',
  cost: 1,
  permission: {
    anyOf: ['Thing.Read.All', 'Directory.Read.All'],
    without: 'the names of things',
    isOptional: true,
  },
  documentation: 'https://learn.microsoft.com/graph/api/things',
};

interface Given {
  /** Permissions in the token; undefined when it cannot be read. */
  readonly granted?: readonly string[];
  readonly permission?: Partial<PermissionNeed>;
}

async function read(script: Script, { granted, permission }: Given = {}) {
  const step = scriptedStep(script);
  jest
    .spyOn(step.context.graph, 'grantedPermissions')
    .mockResolvedValue(granted && new Set(granted));
  const items: Item[] = [];
  const isWhole = await readOptionalList(
    step.context,
    { ...request, permission: { ...request.permission, ...permission } },
    (things) => items.push(...things),
  );
  return { ...step, items, isWhole, urls: step.transport.urls };
}

const NO_LICENSE = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';
const items = [{ id: 'one' }, { id: 'two' }];

describe('readOptionalList', () => {
  it.each([
    [undefined],
    [['Thing.Read.All']],
    [['Thing.ReadWrite.All']],
    [['Other.Read.All', 'Directory.Read.All']],
  ])('reads the list when the token has %j', async (granted) => {
    const result = await read([page(items)], { granted });
    expect(result).toMatchObject({ isWhole: true, items, events: [] });
  });

  it('requests nothing when the token does not have the permission, and tells it', async () => {
    const { isWhole, urls, events } = await read([], {
      granted: ['Mail.Read'],
    });
    expect(isWhole).toBe(false);
    expect(urls).toEqual([]);
    expect(events).toEqual([
      expect.objectContaining({
        name: 'warn_missing_permission',
        description:
          'GET /v1.0/things is not requested, because the access token does not have the permission Thing.Read.All or Directory.Read.All. Without it: the names of things. [M365-PERM-006]',
      }),
    ]);
  });

  it('warns of no permission that nobody is asked to grant', async () => {
    const permission = { isUnrequested: true };
    const { events } = await read([], { granted: [], permission });
    expect(events).toMatchObject([{ name: 'info' }]);
  });

  it('believes at once that the license is missing', async () => {
    const { isWhole, urls, events } = await read([failed(403, NO_LICENSE)]);
    expect(isWhole).toBe(false);
    expect(urls).toHaveLength(1);
    expect(events).toMatchObject([{ name: 'info' }]);
    expect(events[0].description).toContain('P1 or P2 license');
  });

  it('tries twice what Graph refuses, though the token has the permission', async () => {
    const refused = failed(403, 'Authentication_MSGraphPermissionMissing');
    const healed = await read([refused, page(items)]);
    expect(healed).toMatchObject({ isWhole: true, items, events: [] });
    expect(healed.clock.sleeps).toContain(3_000);
    const lasting = await read([refused, refused]);
    expect(lasting.isWhole).toBe(false);
    expect(lasting.events).toMatchObject([{ name: 'warn_missing_permission' }]);
  });

  it('reads pages of the size that Graph chooses when it refuses the size', async () => {
    const { isWhole, urls } = await read([
      failed(400, 'Request_UnsupportedQuery'),
      page(items),
    ]);
    expect(isWhole).toBe(true);
    expect(urls[1]).toBe('https://graph.microsoft.com/v1.0/things');
  });

  it.each<[string, () => Reply]>([
    ['an error of the server', () => failed(500, 'Odd')],
    ['a broken connection', () => brokenConnection()],
    ['a request that is unknown', () => failed(400, 'BadRequest')],
  ])('does without after %s, and warns once', async (_, reply) => {
    const { isWhole, events } = await read(reply);
    expect(isWhole).toBe(false);
    expect(events).toMatchObject([{ name: 'warn_incomplete_data' }]);
    expect(events[0].description).toContain(
      'Not collected in this run: the names of things. GET /v1.0/',
    );
  });

  it.each([
    ['nobody may log in', new LoginError('no', '7000215')],
    ['the step has ended', new GraphAbortError('GET /v1.0/things')],
  ])('fails when %s', async (_, error) => {
    const { context, events } = scriptedStep([]);
    jest.spyOn(context.graph, 'list').mockImplementation(() => {
      throw error;
    });
    const reading = readOptionalList(context, request, () => undefined);
    expect(await failureOf(reading)).toBe(error);
    expect(events).toEqual([]);
  });
});
