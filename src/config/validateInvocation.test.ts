import {
  IntegrationProviderAPIError,
  IntegrationProviderAuthorizationError,
  IntegrationValidationError,
} from '@jupiterone/integration-sdk-core';
import {
  brokenConnection,
  failed,
  ok,
  page,
  refusedToken,
  throttled,
} from '#test/graph/replies';
import { usersRequest } from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';
import type { Script } from '#test/graph/scriptedTransport';
import { failureOf } from '#test/support/stepContext';
import type { GraphClient } from '../graph/client';
import { emulatedCloud } from '../graph/clouds/clouds';
import { silentLogger } from '../graph/basics/logger';
import { UnreachedError } from '../graph/errors/errors';
import { endpointName } from '../graph/request';
import type { IntegrationConfig } from './fields';
import { coded } from '../graph/basics/messageCodes';
import { validateInvocation } from './validateInvocation';

const GUID = '6a3c1e0f-7d64-4c2a-9a51-0d3f2b8c9e10';
const good = { clientId: GUID, clientSecret: 'hush~8Q', tenant: 'contoso.com' };

const unreadableToken = failed(
  401,
  'InvalidAuthenticationToken',
  {},
  'CompactToken parsing failed with error code: 80049217',
);

/** Validates before a scripted Graph; `failures` are the login's. */
function scripted(script: Script, failures: readonly Error[] = []) {
  const { client, transport, credential, logger } = scriptedClient(script);
  credential.failures.push(...failures);
  const validate = (config: IntegrationConfig = good) =>
    validateInvocation({
      instance: { config },
      executionConfig: { graph: client },
      logger,
    });
  return { validate, transport, credential, logger };
}

describe('validateInvocation', () => {
  it('makes one request, which the run logs', async () => {
    const { validate, transport, logger } = scripted([page([{ id: GUID }])]);
    await validate();
    expect(transport.urls).toEqual([
      'https://graph.microsoft.com/v1.0/organization?$select=id',
    ]);
    expect(logger.lines).toMatchObject([
      { fields: { endpoint: 'GET /v1.0/organization', status: 200 } },
    ]);
  });

  it('asks nobody when the configuration itself is wrong', async () => {
    const { validate, transport, credential } = scripted([]);
    const error = await failureOf(validate({ ...good, tenant: 'common' }));
    expect(error).toBeInstanceOf(IntegrationValidationError);
    expect(transport.requests).toEqual([]);
    expect(credential.calls).toBe(0);
  });

  it('asks for other things beside its request, once the shape is right', async () => {
    const { client, transport } = scriptedClient([
      page([{ id: GUID }]),
      ok({ value: [] }),
    ]);
    const asked: unknown[] = [];
    const validate = (config: IntegrationConfig) =>
      validateInvocation({
        instance: { config },
        executionConfig: { graph: client },
        logger: silentLogger,
        askBeside: (graph) => {
          expect(transport.requests).toEqual([]);
          asked.push(graph.get(usersRequest));
        },
      });
    await failureOf(validate({ ...good, tenant: 'common' }));
    expect(asked).toEqual([]);
    await validate(good);
    await Promise.all(asked);
    expect(transport.requests.map(({ endpoint }) => endpoint)).toEqual([
      'GET /v1.0/organization',
      endpointName(usersRequest),
    ]);
  });

  it('does not even build a client then', async () => {
    const executionConfig = {
      get graph(): GraphClient {
        throw new Error('There is nothing to build a client of');
      },
    };
    const instance = { config: {} };
    const error = await failureOf(
      validateInvocation({ instance, executionConfig, logger: silentLogger }),
    );
    expect(error).toBeInstanceOf(IntegrationValidationError);
  });

  it.each<[string, Script, number]>([
    ['403', [failed(403, 'Authorization_RequestDenied')], 403],
    ['401 with two tokens', [refusedToken(), refusedToken()], 401],
  ])('%s names the permission that is missing', async (_, script, status) => {
    const { validate, transport, credential } = scripted(script);
    const error = await failureOf(validate());
    expect(error).toBeInstanceOf(IntegrationProviderAuthorizationError);
    expect(error).toMatchObject({ endpoint: 'GET /v1.0/organization', status });
    expect(String(error)).toContain('Organization.Read.All');
    expect(String(error)).toContain('admin consent');
    expect(credential.calls).toBe(transport.requests.length);
  });

  it('a login refusal says what to change in the configuration', async () => {
    const { validate, transport, credential } = scripted(
      [],
      [
        new Error(
          'invalid_client: Error(s): 7000215 - Timestamp: 2026-01-01 00:00:00Z - Description: AADSTS7000215: Invalid client secret provided. Trace ID: 1 - Correlation ID: 2',
        ),
      ],
    );
    const error = await failureOf(validate());
    expect(error).toBeInstanceOf(IntegrationValidationError);
    expect(String(error)).toContain('clientSecret (CLIENT_SECRET in .env)');
    expect(String(error)).toContain('AADSTS7000215');
    expect(String(error)).not.toContain(good.clientSecret);
    expect(credential.calls).toBe(1);
    expect(transport.requests).toEqual([]);
  });

  it('a managed identity that gives no token is a fault of the configuration', async () => {
    const failure = new Error('ManagedIdentityCredential: not available');
    const { validate } = scripted([], [failure, failure, failure]);
    const error = await failureOf(validate({ azureIdentity: 'managed' }));
    expect(error).toBeInstanceOf(IntegrationValidationError);
    expect(String(error)).toContain('azureIdentity (AZURE_IDENTITY in .env)');
    expect(String(error)).toContain('not available');
  });

  it.each<[string, Script, Error[]]>([
    ['no connection to Graph', () => brokenConnection(), []],
    ['an error of the server', () => failed(503, 'ServiceUnavailable'), []],
    ['throttling without end', () => throttled('1'), []],
    [
      'no connection to the login',
      [],
      Array.from({ length: 3 }, () => new Error('endpoints_resolution_error')),
    ],
    [
      'an Entra ID that is not available',
      [],
      Array.from({ length: 6 }, () => new Error('AADSTS90033: Try later.')),
    ],
    ['a token that Graph cannot read', () => unreadableToken, []],
  ])('%s is no fault of the configuration', async (_, script, failures) => {
    const error = await failureOf(scripted(script, failures).validate());
    expect(error).toBeInstanceOf(IntegrationProviderAPIError);
    expect(error).not.toBeInstanceOf(IntegrationProviderAuthorizationError);
    expect(String(error)).toContain('Check the network');
    expect(error).toHaveProperty('_cause', undefined);
  });

  it('what stands in the way is named alone, with the way out', async () => {
    const sentence = coded('M365-NET-007', 'the proxy refused: allow it');
    const script = () =>
      new UnreachedError('GET /v1.0/organization', {
        sentence,
        persistence: 'lasting',
      });
    const { validate, transport } = scripted(script);
    const error = await failureOf(validate());
    expect(error).toBeInstanceOf(IntegrationProviderAPIError);
    expect((error as Error).message).toBe(
      `Microsoft was not reached: ${sentence}`,
    );
    expect(transport.requests).toHaveLength(1);
  });

  it('a proxy that is not usable is a fault of the configuration', async () => {
    const executionConfig = {
      get graph(): GraphClient {
        return scriptedClient([]).client;
      },
    };
    process.env.HTTPS_PROXY = 'http://me:hush#er@proxy';
    const error = await failureOf(
      validateInvocation({
        instance: { config: good },
        executionConfig,
        logger: silentLogger,
      }),
    );
    delete process.env.HTTPS_PROXY;
    expect(error).toBeInstanceOf(IntegrationValidationError);
    expect(String(error)).toContain('The variable HTTPS_PROXY is not');
    expect(String(error)).not.toContain('hush');
  });

  it('an emulator that is elsewhere is a fault of the configuration', async () => {
    const executionConfig = {
      get graph(): GraphClient {
        throw failureToBuild();
      },
    };
    const error = await failureOf(
      validateInvocation({
        instance: { config: good },
        executionConfig,
        logger: silentLogger,
      }),
    );
    expect(error).toBeInstanceOf(IntegrationValidationError);
    expect(String(error)).toContain('https://emulator.example.org');
  });

  it('hands on what it does not know', async () => {
    const bug = new TypeError('a bug of ours');
    const executionConfig = {
      get graph(): GraphClient {
        throw bug;
      },
    };
    const instance = { config: good };
    const error = await failureOf(
      validateInvocation({ instance, executionConfig, logger: silentLogger }),
    );
    expect(error).toBe(bug);
  });
});

function failureToBuild(): unknown {
  try {
    return emulatedCloud('https://emulator.example.org');
  } catch (error) {
    return error;
  }
}
