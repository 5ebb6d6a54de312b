import {
  brokenConnection,
  failed,
  ok,
  page,
  throttled,
  type HttpReply,
} from '#test/graph/replies';
import type { Script } from '#test/graph/scriptedTransport';
import { failureOf, scriptedStep } from '#test/support/stepContext';
import {
  GraphAbortError,
  GraphResponseError,
  LoginError,
} from '../../graph/errors/errors';
import { usersRequest, usersWithSignInRequest } from './request';
import { listWithSignIns } from './signInActivity';

const NONE = { users: 3, hasSignIns: false };
const withSignIn = {
  signInActivity: { lastSignInDateTime: '2026-01-02T00:00:00Z' },
};

const refusal = (status: number, code: string, message = 'It said no.') =>
  new GraphResponseError('GET /v1.0/users', { status, code, message });

/** Tells of a refusal, as the listing does when it takes the plain request. */
async function refuse(
  failure: GraphResponseError,
  { isBegun = false, cloud = 'global' } = {},
) {
  const step = scriptedStep([]);
  const instance = { ...step.context.instance, config: { cloud } };
  const { listing, end } = listWithSignIns({ ...step.context, instance });
  listing.plain?.onUse(failure, isBegun);
  const early = [...step.events];
  await end(NONE);
  expect(step.transport.requests).toEqual([]);
  return { ...step, early };
}

describe('listWithSignIns', () => {
  it('lists users with their sign-ins, and asks for nothing before', async () => {
    const { context, transport, events } = scriptedStep([]);
    const { listing, end } = listWithSignIns(context);
    expect(listing).toMatchObject({
      request: usersWithSignInRequest,
      plain: { request: usersRequest },
    });
    await end({ users: 3, hasSignIns: true });
    expect(events).toEqual([]);
    expect(transport.urls).toEqual([]);
  });

  it.each([403, 400])(
    'tells that the tenant has no premium license (%d)',
    async (status) => {
      const { events, lines } = await refuse(
        refusal(
          status,
          'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
        ),
      );
      expect(events).toMatchObject([{ name: 'info', level: 'info' }]);
      expect(events[0].description).toContain('P1 or P2 license only');
      expect(lines).toEqual([events[0].description]);
    },
  );

  it.each([
    ['missing', refusal(403, 'Authentication_MSGraphPermissionMissing')],
    ['missing, by every token', refusal(401, 'InvalidAuthenticationToken')],
  ])('tells that the permission is %s', async (_, failure) => {
    const { early, events, lines } = await refuse(failure);
    expect(events).toMatchObject([
      { name: 'warn_missing_permission', level: 'warn' },
    ]);
    expect(events[0].description).toContain('AuditLog.Read.All');
    expect(events[0].description).toContain('lastSignInOn');
    expect(lines).toEqual([events[0].description]);
    expect(early).toEqual(events);
  });

  it('blames no permission for a refusal without a cause', async () => {
    const { events } = await refuse(refusal(403, 'UnknownError', ''));
    expect(events).toMatchObject([{ name: 'warn_missing_permission' }]);
    expect(events[0].description).toMatch(/several times.*named no cause/);
    expect(events[0].description).toContain('lastSignInOn');
  });

  it('says so when users are listed though the permission to read them was said to be missing', async () => {
    const { early, events } = await refuse(
      refusal(403, 'Authorization_RequestDenied'),
    );
    // A listing that fails says it itself.
    expect(early).toEqual([]);
    expect(events).toMatchObject([{ name: 'warn_missing_permission' }]);
    expect(events[0].description).toContain('AuditLog.Read.All');
  });

  it('tells that a national cloud lacks them', async () => {
    const { events } = await refuse(refusal(501, 'NotImplemented'), {
      cloud: 'china',
    });
    expect(events).toMatchObject([{ name: 'info' }]);
    expect(events[0].description).toContain('does not answer GET /v1.0/users');
  });

  it.each<[string, GraphResponseError, boolean]>([
    ['an error of the server', refusal(500, 'InternalServerError'), false],
    ['a bad request', refusal(400, 'BadRequest'), false],
    ['throttling without end', refusal(429, 'TooManyRequests'), false],
    ['a missing permission for a later page', refusal(403, 'Forbidden'), true],
    [
      'a missing licence for a later page',
      refusal(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'),
      true,
    ],
    [
      'what is said of users for a later page',
      refusal(403, 'Authorization_RequestDenied'),
      true,
    ],
    [
      'a missing request for a later page',
      refusal(501, 'NotImplemented'),
      true,
    ],
  ])('tells of %s once', async (_, failure, isBegun) => {
    const { early, events } = await refuse(failure, {
      isBegun,
      cloud: isBegun ? 'china' : 'global',
    });
    expect(events).toMatchObject([{ name: 'info' }]);
    expect(events[0].description).toContain(
      `Sign-in times of users are not collected in this run, because the request for them failed: ${failure.message}`,
    );
    expect(events[0].description.includes('AuditLog.Read.All')).toBe(
      failure.status === 403,
    );
    expect(early).toEqual(events);
  });

  it('asks for the same profile either way', () => {
    expect(usersWithSignInRequest.query.$select).toBe(
      `${usersRequest.query.$select},signInActivity`,
    );
  });
});

describe('a list of users without a sign-in', () => {
  /** What is told, and asked for, after such a list. */
  async function check(script: Script, listed = NONE) {
    const step = scriptedStep(script);
    await listWithSignIns(step.context).end(listed);
    step.context.completeness.settle('users', step.context.logger);
    return {
      urls: step.transport.urls,
      events: step.events.map(({ description }) => description),
    };
  }

  it.each<[string, HttpReply, boolean]>([
    ['has one', page([{ id: '1', ...withSignIn }]), true],
    ['has none, either', page([{ id: '1' }]), false],
    ['has nothing', page([{ id: '1', signInActivity: null }]), false],
  ])(
    'is checked by a single user, and told if that one %s',
    async (_, reply, isTold) => {
      const { urls, events } = await check([reply]);
      // One user is enough to know.
      expect(urls).toEqual([
        'https://graph.microsoft.com/v1.0/users?$select=id,signInActivity&$top=1',
      ]);
      expect(events).toEqual(
        isTold
          ? [expect.stringContaining('none in the list of all users')]
          : [],
      );
    },
  );

  it.each<[string, Script]>([
    ['refused', [failed(403, 'Forbidden')]],
    ['throttled without end', () => throttled('1')],
    ['answered by an error of the server', () => failed(500, 'Odd')],
    ['not answered', () => brokenConnection()],
    ['answered by what is no user', () => ok({})],
    ['answered by an empty list', [page([])]],
    ['answered by an object that is no list', [ok({ id: '1' })]],
  ])('is told to be unchecked when that one is %s', async (_, script) => {
    const { events } = await check(script);
    expect(events).toEqual([
      expect.stringContaining(
        'Whether all sign-in times of users were collected could not be checked: ',
      ),
    ]);
  });

  it('is no matter when no user was listed', async () => {
    const { urls } = await check([], { users: 0, hasSignIns: false });
    expect(urls).toEqual([]);
  });

  it.each([
    ['nobody may log in', new LoginError('no', '7000215')],
    ['the step has ended', new GraphAbortError('GET /v1.0/users')],
  ])('fails the step when %s', async (_, error) => {
    const { context, events } = scriptedStep([]);
    jest.spyOn(context.graph, 'get').mockRejectedValue(error);
    expect(await failureOf(listWithSignIns(context).end(NONE))).toBe(error);
    expect(events).toEqual([]);
  });
});
