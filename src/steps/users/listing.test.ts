import type { Entity } from '@jupiterone/integration-sdk-core';
import {
  failed,
  lostPageToken,
  ok,
  page,
  type HttpReply,
} from '#test/graph/replies';
import { failureOf, runStep, scriptedStep } from '#test/support/stepContext';
import { usersStep } from './';

const idOf = (number: number) => `user-${String(number).padStart(8, '0')}`;
const user = (number: number, more: object = {}) => ({
  id: idOf(number),
  displayName: `User ${number}`,
  accountEnabled: true,
  ...more,
});
const users = (count: number, more?: object, from = 0) =>
  Array.from({ length: count }, (_, index) => user(from + index, more));
const registration = (number: number) => ({
  id: idOf(number),
  isMfaCapable: false,
  methodsRegistered: ['email'],
});
/** The second user is a global administrator. */
const someRoles = (url: string) => {
  const id = '62e90394-69f5-4237-9190-012177145e10';
  if (url.includes('roleAssignments')) {
    return page([{ id: 'a', principalId: idOf(1), roleDefinitionId: id }]);
  }
  return page(
    url.includes('roleDefinitions') ? [{ id, displayName: 'Global' }] : [],
  );
};
const withSignIn = {
  signInActivity: { lastSignInDateTime: '2026-01-02T00:00:00Z' },
};

const NO_LICENSE = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';

interface Answers {
  /** Of one user with sign-ins, who is asked for after the list; default: has none. */
  readonly sample?: HttpReply;
  /** Of all users with sign-ins, page by page; default: the tenant has no licence for them. */
  readonly withSignIns?: (url: string) => HttpReply;
  /** Default: as many as `users`. */
  readonly count?: HttpReply;
  /** Of roles and licenses; default: the second user has a role. */
  readonly roles?: (url: string) => HttpReply;
  /** Of authentication methods; default: has the first user. */
  readonly report?: HttpReply;
}

/** Runs the step before a Graph that lists these users. */
async function run(
  listed: readonly unknown[],
  {
    sample = page([user(0)]),
    withSignIns = () => failed(403, NO_LICENSE),
    count = ok(listed.length),
    report = page([registration(0)]),
    roles = someRoles,
  }: Answers = {},
) {
  const step = scriptedStep(({ url }) => {
    if (url.includes('/reports/')) {
      return report;
    }
    if (/roleManagement|isAssignableToRole|subscribedSkus/.test(url)) {
      return roles(url);
    }
    if (url.includes('$count')) {
      return count;
    }
    if (url.endsWith('$top=1')) {
      return sample;
    }
    return /signInActivity|skiptoken/.test(url)
      ? withSignIns(url)
      : page(listed);
  });
  const failure: unknown = await runStep(usersStep, step).catch(
    (error: unknown) => error,
  );
  const { collectedEntities, collectedRelationships } = step.context.jobState;
  expect(collectedRelationships).toHaveLength(collectedEntities.length);
  return {
    ...step,
    failure,
    entities: collectedEntities,
    events: step.events
      .map(({ description }) => description)
      .filter((description) => !description.includes('P1 or P2 license only')),
  };
}

const PARTIAL = expect.objectContaining({ code: 'PARTIAL_STEP' }) as unknown;

interface Verdict {
  readonly entities: number;
  readonly event?: string;
  readonly isPartial?: boolean;
}

describe('the listing of users', () => {
  it.each<[string, unknown[], Answers, Verdict]>([
    ['whole', users(10), {}, { entities: 10 }],
    [
      'empty, and counted so',
      [],
      {},
      { entities: 0, event: 'listed no users, and none when' },
    ],
    [
      'empty, and counted otherwise',
      [],
      { count: ok(40) },
      { entities: 0, event: '40 users are not listed', isPartial: true },
    ],
    [
      'short of the count by what is normal',
      users(98),
      { count: ok(100) },
      {
        entities: 98,
        event: '2 of 100 users that Microsoft Graph counts are not listed',
      },
    ],
    [
      'short of the count by more',
      users(97),
      { count: ok(100) },
      { entities: 97, event: '3 users are not listed', isPartial: true },
    ],
    [
      // https://learn.microsoft.com/azure/active-directory-b2c/microsoft-graph-operations
      'that a B2C tenant does not count',
      users(5),
      {
        count: failed(
          400,
          'Request_UnsupportedQuery',
          {},
          'This request is not supported by the service.',
        ),
      },
      {
        entities: 5,
        event: 'Whether all users were collected could not be checked',
      },
    ],
    [
      'without the states of a few',
      [...users(97), ...users(3, { accountEnabled: null }, 97)],
      {},
      { entities: 100, event: '3 of 100 users came without accountEnabled' },
    ],
    [
      'without the states of more',
      [...users(96), ...users(4, { accountEnabled: null }, 96)],
      {},
      {
        entities: 96,
        event: '4 of 100 users came without accountEnabled',
        isPartial: true,
      },
    ],
    [
      'with a few who have nothing but their ids',
      [...users(97), { id: idOf(97) }, { id: idOf(98) }, { id: idOf(99) }],
      {},
      {
        entities: 97,
        event: '3 of 100 users came without an id, or with nothing else',
      },
    ],
    [
      'without ids',
      users(10, { id: undefined }),
      {},
      {
        entities: 0,
        event: '10 of 10 users came without an id, or with nothing else',
        isPartial: true,
      },
    ],
  ])('%s', async (_, listed, answers, expected) => {
    const { failure, entities, events } = await run(listed, answers);
    expect(entities).toHaveLength(expected.entities);
    expect(failure).toEqual(expected.isPartial ? PARTIAL : undefined);
    expect(events).toEqual(
      expected.event === undefined
        ? []
        : [expect.stringContaining(expected.event)],
    );
  });

  it('emits the few without a state as disabled', async () => {
    const { entities } = await run([
      user(1),
      user(2),
      user(3, { accountEnabled: null }),
      user(4, { accountEnabled: undefined }),
    ]);
    expect(entities.map(({ accountEnabled }) => accountEnabled)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('takes a user that comes again once, and counts it', async () => {
    const step = scriptedStep(({ url }) => {
      if (url.includes('$count')) {
        return ok(2);
      }
      return url.includes('signInActivity')
        ? failed(403, 'Forbidden')
        : page([
            user(0, { displayName: 'first' }),
            user(1),
            user(0, { displayName: 'second' }),
          ]);
    });
    await runStep(usersStep, step);
    const { jobState, logger } = step.context;
    expect(jobState.collectedEntities).toMatchObject([
      { _key: idOf(0), displayName: 'first' },
      { _key: idOf(1) },
    ]);
    expect(jobState.collectedRelationships).toHaveLength(2);
    expect(logger.info).toHaveBeenCalledWith(
      { kind: 'repeated', count: 1 },
      'Microsoft Graph listed users again: they were left out [M365-LOG-009]',
    );
  });

  it('tells that sign-ins are missing, whatever the refusal was called', async () => {
    const step = await run(users(1), {
      withSignIns: () => failed(403, 'Authorization_RequestDenied'),
    });
    expect(step.failure).toBeUndefined();
    expect(step.entities).toHaveLength(1);
    expect(step.events).toEqual([
      expect.stringContaining('Missing permission AuditLog.Read.All'),
    ]);
  });
});

describe('sign-in times', () => {
  const sample = page([user(0, withSignIn)]);

  it('are collected, and nobody is asked for besides', async () => {
    const { events, entities, failure, transport } = await run([], {
      withSignIns: () => page(users(3, withSignIn)),
      count: ok(3),
    });
    expect({ events, failure }).toEqual({ events: [], failure: undefined });
    expect(entities).toHaveLength(3);
    for (const { lastSignInOn } of entities) {
      expect(lastSignInOn).toBe(Date.parse('2026-01-02T00:00:00Z'));
    }
    const ofUsers = transport.urls.filter((url) => url.includes('/users'));
    // The list and the count.
    expect(ofUsers).toHaveLength(2);
  });

  it.each([400, 401, 403, 404, 410, 423, 429, 500, 501, 503])(
    'cost no user when the list of all is refused (%d)',
    async (status) => {
      const { events, entities, failure, transport } = await run(users(3), {
        sample,
        withSignIns: () => failed(status, 'Odd'),
      });
      expect(failure).toBeUndefined();
      expect(entities).toHaveLength(3);
      const isForbidden = status === 403 || status === 401;
      expect(events).toEqual([
        expect.stringMatching(
          isForbidden || status === 423
            ? /Missing permission AuditLog\.Read\.All|several times/
            : /Sign-in times of users are not collected in this run/,
        ),
      ]);
      expect(events[0]).toContain(`${status} Odd`);
      expect(events[0].includes('AuditLog.Read.All')).toBe(isForbidden);
      expect(events[0]).not.toContain(' User.Read.All');
      // What was refused is not doubted.
      expect(transport.urls.some((url) => url.endsWith('$top=1'))).toBe(false);
    },
  );

  it.each([
    ['is not licensed', 400, NO_LICENSE],
    ['is not licensed', 403, NO_LICENSE],
    ['may not be seen', 403, 'Authentication_MSGraphPermissionMissing'],
  ])('are asked for once where that %s (%d)', async (_, status, code) => {
    const { entities, transport } = await run(users(3), {
      withSignIns: () => failed(status, code),
    });
    expect(entities).toHaveLength(3);
    const asked = transport.urls.filter((url) =>
      url.includes('signInActivity'),
    );
    expect(asked).toHaveLength(1);
  });

  it('of users who were listed before a later refusal are kept', async () => {
    const { entities } = await run(users(6), {
      withSignIns: (url) =>
        url.includes('skiptoken')
          ? failed(403, 'Forbidden')
          : page(
              users(4, withSignIn),
              'https://graph.microsoft.com/v1.0/users?$skiptoken=1',
            ),
    });
    expect(
      entities.map(({ lastSignInOn }) => lastSignInOn !== undefined),
    ).toEqual([true, true, true, true, false, false]);
  });

  it.each<[string, HttpReply]>([
    ['is refused', failed(403, 'Forbidden')],
    ['is no page', ok({ error: { code: 'UnknownError' } })],
    ['has lost its token for ever', lostPageToken()],
  ])('cost no user when a later page %s', async (_, reply) => {
    const { events, entities, failure } = await run(users(6), {
      sample,
      withSignIns: (url) =>
        url.includes('skiptoken')
          ? reply
          : page(
              users(4, withSignIn),
              'https://graph.microsoft.com/v1.0/users?$skiptoken=1',
            ),
    });
    expect(failure).toBeUndefined();
    expect(entities.map(({ _key }) => _key)).toEqual(
      users(6).map(({ id }) => id),
    );
    expect(events).toEqual([
      expect.stringContaining('Sign-in times of users are not collected'),
    ]);
  });

  it.each([
    ['are doubted when a single user has one and the list has none', {}, 1],
    ['are believed when one of all users has one', withSignIn, 0],
  ])('%s', async (_, more, told) => {
    const { events, entities, failure } = await run([], {
      sample,
      withSignIns: () => page([...users(3), user(3, more)]),
      count: ok(4),
    });
    expect(failure).toBeUndefined();
    expect(entities).toHaveLength(4);
    expect(events).toEqual(
      Array(told).fill(
        expect.stringContaining('and none in the list of all users'),
      ),
    );
  });

  it('are not missed when a single user has none, either', async () => {
    const { events } = await run([], {
      sample: page([user(0)]),
      withSignIns: () => page(users(3)),
      count: ok(3),
    });
    expect(events).toEqual([]);
  });

  it('cost no user when the single user cannot be asked for', async () => {
    const { events, entities, failure } = await run([], {
      sample: failed(500, 'InternalServerError'),
      withSignIns: () => page(users(3)),
      count: ok(3),
    });
    expect(failure).toBeUndefined();
    expect(entities).toHaveLength(3);
    expect(events).toEqual([
      expect.stringContaining(
        'Whether all sign-in times of users were collected could not be checked',
      ),
    ]);
  });

  it('are not blamed for users who may not be listed at all', async () => {
    const step = scriptedStep(({ url }) =>
      url.includes('/users')
        ? failed(403, 'Authorization_RequestDenied')
        : someRoles(url),
    );
    const failure = await failureOf(runStep(usersStep, step));
    expect(failure).toMatchObject({ code: 'PROVIDER_AUTHORIZATION_ERROR' });
    expect(step.events).toMatchObject([
      {
        name: 'warn_missing_permission',
        description: expect.stringContaining(
          'Missing permission User.Read.All',
        ) as unknown,
      },
    ]);
  });
});

describe('second factors', () => {
  const mfaOf = (entities: readonly Entity[]) =>
    entities.map(({ isMfaEnabled }) => isMfaEnabled);

  it('are told of users in the report, and never invented for others', async () => {
    const { entities, events } = await run(users(2));
    expect(mfaOf(entities)).toEqual([false, undefined]);
    expect(entities[0]).toMatchObject({ mfaEnabled: false, mfaType: 'email' });
    expect(events).toEqual([]);
  });

  it('are not told when the report is empty, and an event says so', async () => {
    const { entities, events } = await run(users(2), { report: page([]) });
    expect(mfaOf(entities)).toEqual([undefined, undefined]);
    expect(events).toEqual([
      expect.stringContaining(
        'its report of their authentication methods was empty',
      ),
    ]);
  });

  it.each([400, 401, 403, 404, 410, 423, 429, 500, 501, 503])(
    'cost no user when the report is refused (%d)',
    async (status) => {
      const { entities, events, failure } = await run(users(2), {
        report: failed(status, 'Odd'),
      });
      expect(failure).toBeUndefined();
      expect(mfaOf(entities)).toEqual([undefined, undefined]);
      expect(events).toHaveLength(1);
      expect(events[0]).toContain(`${status} Odd`);
      expect(events[0]).toContain('isMfaEnabled');
    },
  );
});

describe('administrators', () => {
  const adminsOf = (entities: readonly Entity[]) =>
    entities.map(({ isAdmin }) => isAdmin);

  it('are those who have a role, and nobody else is one', async () => {
    const { entities, events } = await run(users(2));
    expect(adminsOf(entities)).toEqual([false, true]);
    expect(entities.map(({ directoryRoles }) => directoryRoles)).toEqual([
      undefined,
      ['Global'],
    ]);
    expect(events).toEqual([]);
  });

  it('are those of the report where roles are refused', async () => {
    const { entities, events } = await run(users(2), {
      roles: (url) =>
        url.includes('roleAssignments')
          ? failed(403, 'Forbidden')
          : someRoles(url),
      report: page([{ ...registration(0), isAdmin: true }]),
    });
    expect(adminsOf(entities)).toEqual([true, undefined]);
    expect(events).toHaveLength(1);
  });
});
