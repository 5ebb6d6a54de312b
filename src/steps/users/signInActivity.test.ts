import {
  brokenConnection,
  failed,
  ok,
  page,
  throttled,
} from '#test/graph/replies';
import type { Script } from '#test/graph/scriptedTransport';
import { failureOf, scriptedStep } from '#test/support/stepContext';
import { GraphAbortError, LoginError } from '../../graph/errors/errors';
import { usersRequest, usersWithSignInRequest } from './request';
import { chooseUsersRequest } from './signInActivity';

describe('chooseUsersRequest', () => {
  it('lists users with their sign-ins where the tenant gives them', async () => {
    const { context, transport, events } = scriptedStep([page([{ id: '1' }])]);
    const { listing, end } = await chooseUsersRequest(context);
    end(false);
    expect(listing).toMatchObject({
      request: usersWithSignInRequest,
      plain: { request: usersRequest },
    });
    expect(events).toEqual([]);
    // One user is enough to know.
    expect(transport.urls).toEqual([
      'https://graph.microsoft.com/v1.0/users?$select=id,signInActivity&$top=1',
    ]);
  });

  it('lists them without in a tenant that has no premium license', async () => {
    const { context, events, lines } = scriptedStep([
      failed(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'),
    ]);
    const { listing, end } = await chooseUsersRequest(context);
    end(false);
    expect(listing).toEqual({ request: usersRequest });
    expect(events).toMatchObject([{ name: 'info', level: 'info' }]);
    expect(events[0].description).toContain('P1 or P2 license');
    expect(lines).toEqual([events[0].description]);
  });

  it('lists them without when the permission is missing', async () => {
    const { context, events, lines } = scriptedStep([
      failed(403, 'Authentication_MSGraphPermissionMissing'),
    ]);
    const { listing, end } = await chooseUsersRequest(context);
    end(false);
    expect(listing).toEqual({ request: usersRequest });
    expect(events).toMatchObject([
      { name: 'warn_missing_permission', level: 'warn' },
    ]);
    expect(events[0].description).toContain('AuditLog.Read.All');
    expect(events[0].description).toContain('lastSignInOn');
    expect(lines).toEqual([events[0].description]);
  });

  it('says so when users are listed though the permission to read them was said to be missing', async () => {
    const { context, events } = scriptedStep([
      failed(403, 'Authorization_RequestDenied'),
    ]);
    const { listing, end } = await chooseUsersRequest(context);
    expect(listing).toEqual({ request: usersRequest });
    // A listing that fails says it itself.
    expect(events).toEqual([]);
    end(false);
    expect(events).toMatchObject([{ name: 'warn_missing_permission' }]);
    expect(events[0].description).toContain('AuditLog.Read.All');
  });

  it.each<[string, Script]>([
    ['throttling without end', () => throttled('1')],
    ['an error of the server', () => failed(500, 'InternalServerError')],
    ['no connection', () => brokenConnection()],
    ['a bad request', [failed(400, 'BadRequest')]],
    ['what is no user', () => ok({})],
  ])('lists them without after %s, and tells so', async (_, script) => {
    const { context, events } = scriptedStep(script);
    const { listing } = await chooseUsersRequest(context);
    expect(listing).toEqual({ request: usersRequest });
    expect(events).toMatchObject([
      {
        name: 'info',
        description: expect.stringContaining(
          'Sign-in times of users are not collected in this run',
        ) as unknown,
      },
    ]);
  });

  it.each([
    ['nobody may log in', new LoginError('no', '7000215')],
    ['the step has ended', new GraphAbortError('GET /v1.0/users')],
  ])('decides nothing when %s', async (_, error) => {
    const { context, events } = scriptedStep([]);
    const get = jest.spyOn(context.graph, 'get').mockRejectedValue(error);
    expect(await failureOf(chooseUsersRequest(context))).toBe(error);
    expect(get).toHaveBeenCalledTimes(1);
    expect(events).toEqual([]);
  });

  it('asks for the same profile either way', () => {
    expect(usersWithSignInRequest.query.$select).toBe(
      `${usersRequest.query.$select},signInActivity`,
    );
  });
});
