import {
  IntegrationError,
  IntegrationProviderAPIError,
  IntegrationProviderAuthenticationError,
  IntegrationProviderAuthorizationError,
} from '@jupiterone/integration-sdk-core';
import { usersRequest, intuneRequest } from '#test/graph/sampleRequests';
import { createStepLogger } from '#test/support/stepContext';
import {
  GraphProtocolError,
  GraphResponseError,
  GraphTransportError,
  LoginError,
  UnreachedError,
} from '../graph/errors/errors';
import { publishMissingPermission, toIntegrationError } from './failures';

const endpoint = 'GET /v1.0/users';

const answered = (status: number, code = 'SomeCode', message = 'It said no.') =>
  new GraphResponseError(endpoint, { status, code, message });

describe('toIntegrationError', () => {
  it.each([401, 403])('%i is a matter of authorization', (status) => {
    const error = toIntegrationError(answered(status));
    expect(error).toBeInstanceOf(IntegrationProviderAuthorizationError);
    expect(error).toMatchObject({
      endpoint,
      status,
      statusText: 'SomeCode It said no. [M365-GRAPH-001]',
      fatal: false,
    });
  });

  it('a refused login is a matter of authentication', () => {
    const refusal = new LoginError('AADSTS7000222: Expired.', '7000222');
    const error = toIntegrationError(refusal);
    expect(error).toBeInstanceOf(IntegrationProviderAuthenticationError);
    expect(error).toMatchObject({ status: 'AADSTS7000222' });
  });

  it.each([
    ['an error of Graph', answered(500), 500, 'M365-GRAPH-002'],
    ['throttling without end', answered(429), 429, 'M365-GRAPH-002'],
    ['a missing collection', answered(404), 404, 'M365-GRAPH-002'],
    [
      'a token that Graph cannot read',
      answered(
        401,
        'Code',
        'CompactToken parsing failed with error code: 80049217',
      ),
      401,
      'M365-GRAPH-002',
    ],
    [
      'a broken connection',
      new GraphTransportError(endpoint, 'network', 'ECONNRESET'),
      'GraphTransportError',
      'M365-GRAPH-003',
    ],
    [
      'an answer not to be believed',
      new GraphProtocolError(endpoint, 'the answer has no list of values'),
      'GraphProtocolError',
      'M365-GRAPH-006',
    ],
    [
      'a login that came to nothing',
      new LoginError('offline'),
      'LoginError',
      'M365-AUTH-012',
    ],
    [
      'an Entra ID that is not available',
      new LoginError('AADSTS90033: Later.', '90033'),
      'LoginError',
      'M365-AUTH-012',
    ],
  ])('%s is an error of the API', (_, graphError, status, code) => {
    const error = toIntegrationError(graphError);
    expect(error).toBeInstanceOf(IntegrationProviderAPIError);
    expect(error).toMatchObject({
      code: 'PROVIDER_API_ERROR',
      endpoint: graphError.endpoint,
      status,
      message: `${graphError.message} [${code}]`,
    });
  });

  it('leaves a message that has a code as it is', () => {
    const sentence = 'the name x is not known [M365-NET-012]';
    const error = new UnreachedError(endpoint, {
      sentence,
      persistence: 'lasting',
    });
    expect(toIntegrationError(error)).toMatchObject({ message: error.message });
  });

  it.each([
    new TypeError('a bug of ours'),
    new IntegrationError({ code: 'OWN', message: 'our own' }),
    'a text',
    undefined,
  ])('%p passes through', (error) => {
    expect(toIntegrationError(error)).toBe(error);
  });

  it.each([answered(403), answered(500), new LoginError('no', '7000215')])(
    '%p does not become a cause',
    (error) => {
      expect(toIntegrationError(error)).not.toHaveProperty('cause', error);
      expect(toIntegrationError(error)).toHaveProperty('_cause', undefined);
    },
  );
});

describe('publishMissingPermission', () => {
  it('names permission, endpoint and consequence, in the event and in the log', () => {
    const { logger, events, lines } = createStepLogger();
    publishMissingPermission(
      logger,
      answered(403, 'Authorization_RequestDenied'),
      [intuneRequest, usersRequest],
    );
    expect(events).toEqual([
      {
        name: 'warn_missing_permission',
        level: 'warn',
        description:
          'Missing permission User.Read.All: Microsoft Graph refused GET /v1.0/users with 403 Authorization_RequestDenied. ' +
          'Without it: users. Grant the application permission to the app registration in Microsoft Entra ID and give admin consent. [M365-PERM-003]',
      },
    ]);
    expect(lines).toEqual([events[0].description]);
  });

  it('names the permissions that would do instead', () => {
    const { logger, events } = createStepLogger();
    const permission = { anyOf: ['A', 'B', 'C'], without: 'x' } as const;
    publishMissingPermission(logger, answered(403), [
      { ...usersRequest, permission },
    ]);
    expect(events[0].description).toContain(
      'Missing permission A (or B or C instead):',
    );
  });

  it('names the endpoint when no request is declared for it', () => {
    const { logger, events } = createStepLogger();
    publishMissingPermission(logger, answered(403, 'Denied'), [intuneRequest]);
    expect(events.map(({ description }) => description)).toEqual([
      'Microsoft Graph refused GET /v1.0/users: 403 Denied. [M365-PERM-005]',
    ]);
  });
});
