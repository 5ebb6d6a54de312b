import {
  brokenConnection,
  failed,
  page,
  throttled,
} from '../../../test/graph/replies';
import type { Script } from '../../../test/graph/scriptedTransport';
import { failureOf, scriptedStep } from '../../../test/support/stepContext';
import { GraphError } from '../../graph/errors';
import { usersRequest, usersWithSignInRequest } from './request';
import { chooseUsersRequest } from './signInActivity';

describe('chooseUsersRequest', () => {
  it('lists users with their sign-ins where the tenant gives them', async () => {
    const { context, transport, events } = scriptedStep([page([{ id: '1' }])]);
    const { request, listed } = await chooseUsersRequest(context);
    listed();
    expect(request).toBe(usersWithSignInRequest);
    expect(events).toEqual([]);
    // One user is enough to know.
    expect(transport.urls).toEqual([
      'https://graph.microsoft.com/v1.0/users?$select=id,signInActivity&$top=1',
    ]);
  });

  it('lists them without in a tenant that has no premium licence', async () => {
    const { context, events, lines } = scriptedStep([
      failed(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'),
    ]);
    const { request, listed } = await chooseUsersRequest(context);
    listed();
    expect(request).toBe(usersRequest);
    expect(events).toMatchObject([{ name: 'info', level: 'info' }]);
    expect(events[0].description).toContain('P1 or P2 licence');
    expect(lines).toEqual([events[0].description]);
  });

  it('lists them without when the permission is missing', async () => {
    const { context, events, lines } = scriptedStep([
      failed(403, 'Authentication_MSGraphPermissionMissing'),
    ]);
    const { request, listed } = await chooseUsersRequest(context);
    listed();
    expect(request).toBe(usersRequest);
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
    const { request, listed } = await chooseUsersRequest(context);
    expect(request).toBe(usersRequest);
    // A listing that fails says it itself.
    expect(events).toEqual([]);
    listed();
    expect(events).toMatchObject([{ name: 'warn_missing_permission' }]);
    expect(events[0].description).toContain('AuditLog.Read.All');
  });

  it.each<[string, Script]>([
    ['throttling without end', () => throttled('1')],
    ['an error of the server', () => failed(500, 'InternalServerError')],
    ['no connection', () => brokenConnection()],
    ['a bad request', [failed(400, 'BadRequest')]],
  ])('decides nothing after %s', async (_, script) => {
    const { context, events } = scriptedStep(script);
    expect(await failureOf(chooseUsersRequest(context))).toBeInstanceOf(
      GraphError,
    );
    expect(events).toEqual([]);
  });

  it('asks for the same profile either way', () => {
    expect(usersWithSignInRequest.query.$select).toBe(
      `${usersRequest.query.$select},signInActivity`,
    );
  });
});
