import { sampleDatasets } from '#test/support/sampleDatasets';
import { inspect } from 'node:util';
import {
  IntegrationError,
  IntegrationProviderAPIError,
  IntegrationProviderAuthenticationError,
  IntegrationProviderAuthorizationError,
} from '@jupiterone/integration-sdk-core';
import { brokenConnection, failed, ok, throttled } from '#test/graph/replies';
import { intuneRequest, usersRequest } from '#test/graph/sampleRequests';
import type { Script } from '#test/graph/scriptedTransport';
import { failureOf, scriptedStep } from '#test/support/stepContext';
import { defineStep, type StepDeclaration } from './defineStep';
import { stepIds } from './stepIds';

const declaration: StepDeclaration = {
  id: stepIds.account,
  name: 'Fetch something',
  entities: [],
  relationships: [],
  datasets: sampleDatasets([usersRequest]),
  handler: async ({ graph }) => {
    await graph.get(usersRequest);
  },
};

const first = defineStep(declaration);

/** Runs a step once before a scripted Graph; it is expected to fail. */
async function failing(script: Script, overrides = {}) {
  const step = defineStep({ ...declaration, ...overrides });
  const scripted = scriptedStep(script);
  const error = await failureOf(
    Promise.resolve(step.executionHandler(scripted.context)),
  );
  return { error, ...scripted };
}

describe('the declaration', () => {
  it('is handed on to the SDK', () => {
    const step = defineStep({
      ...declaration,
      dependsOn: [stepIds.users],
      ingestionSourceId: 'groups',
      requiresIntune: true,
    });
    expect(step).toMatchObject({
      id: 'account',
      name: 'Fetch something',
      dependsOn: ['users'],
      ingestionSourceId: 'groups',
      requiresIntune: true,
      datasets: sampleDatasets([usersRequest]),
    });
  });

  it('needs no Intune unless it says so', () => {
    expect(first.requiresIntune).toBe(false);
  });

  it('gives the authorization, each value once', () => {
    const permission = { anyOf: ['Least.Read', 'More.Read'], without: 'x' };
    const { authorization } = defineStep({
      ...declaration,
      datasets: sampleDatasets([
        usersRequest,
        { ...usersRequest, query: { $top: '1' } },
        {
          ...usersRequest,
          permission: {
            anyOf: ['NotAskedFor.Read.All'],
            without: 'x',
            isUnrequested: true,
          },
        },
        {
          ...intuneRequest,
          permission: { ...permission, anyOf: ['Least.Read', 'More.Read'] },
        },
      ]),
    });
    expect(authorization).toEqual({
      permissions: ['User.Read.All', 'Least.Read'],
      endpoints: [
        'GET /v1.0/users',
        'GET /beta/deviceManagement/deviceConfigurations',
      ],
      documentationLinks: [usersRequest.documentation],
    });
  });
});

describe('the handler', () => {
  it('gets a client whose requests are logged by the step', async () => {
    const { context } = scriptedStep([ok({ id: '1' })]);
    const debug = jest.spyOn(context.logger, 'debug').mockReturnValue();
    await first.executionHandler(context);
    expect(debug).toHaveBeenCalledWith(
      expect.objectContaining({ endpoint: 'GET /v1.0/users', status: 200 }),
      'Microsoft Graph request',
    );
  });

  it('runs once, with nothing said when all is well', async () => {
    const { context, transport, events, lines } = scriptedStep([
      ok({ id: '1' }),
    ]);
    await first.executionHandler(context);
    expect(transport.requests).toHaveLength(1);
    expect(events).toEqual([]);
    expect(lines).toEqual([]);
  });
});

describe('a dependent', () => {
  const handler = jest.fn(() => Promise.resolve());
  const dependent = () =>
    defineStep({
      ...declaration,
      id: stepIds.users,
      dependsOn: [stepIds.account],
      handler,
    });

  it('runs when what it depends on is complete', async () => {
    const { context } = scriptedStep([ok({ id: '1' })]);
    await first.executionHandler(context);
    await dependent().executionHandler(context);
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('is stopped before its handler when that failed', async () => {
    const { context } = scriptedStep([failed(404)]);
    await failureOf(Promise.resolve(first.executionHandler(context)));
    const error = await failureOf(
      Promise.resolve(dependent().executionHandler(context)),
    );
    expect(error).toBeInstanceOf(IntegrationError);
    expect(error).toMatchObject({
      code: 'INCOMPLETE_DEPENDENCY',
      message:
        '"users" was not started, because "account" is incomplete in this run. [M365-STEP-003]',
    });
    expect(handler).not.toHaveBeenCalled();
  });

  it('stops its own dependents then', async () => {
    const { context } = scriptedStep([]);
    const last = defineStep({
      ...declaration,
      id: stepIds.groups,
      dependsOn: [stepIds.users],
      handler,
    });
    await failureOf(Promise.resolve(dependent().executionHandler(context)));
    const error = await failureOf(
      Promise.resolve(last.executionHandler(context)),
    );
    expect(error).toMatchObject({ code: 'INCOMPLETE_DEPENDENCY' });
    expect(handler).not.toHaveBeenCalled();
  });

  it('waits for the end of the handler, not for its beginning', async () => {
    const { context } = scriptedStep([]);
    let finish = () => undefined as void;
    const slow = defineStep({
      ...declaration,
      handler: () => new Promise<void>((resolve) => (finish = resolve)),
    });
    const running = slow.executionHandler(context);
    const early = await failureOf(
      Promise.resolve(dependent().executionHandler(context)),
    );
    expect(early).toMatchObject({ code: 'INCOMPLETE_DEPENDENCY' });
    finish();
    await running;
    await dependent().executionHandler(context);
    expect(handler).toHaveBeenCalledTimes(1);
  });
});

describe('a failure', () => {
  it('403 tells users what is missing, once, and is an authorization error', async () => {
    const { error, events, lines } = await failing([failed(403, 'Denied')]);
    expect(error).toBeInstanceOf(IntegrationProviderAuthorizationError);
    expect(error).toMatchObject({ endpoint: 'GET /v1.0/users', status: 403 });
    expect(events).toMatchObject([
      { name: 'warn_missing_permission', level: 'warn' },
    ]);
    const [{ description }] = events;
    expect(description).toContain('Missing permission User.Read.All');
    expect(description).toContain('GET /v1.0/users with 403 Denied');
    expect(description).toContain('Without it: users.');
    expect(lines).toEqual([description]);
  });

  it('of the login is an authentication error, and ends everything', async () => {
    const scripted = scriptedStep([]);
    scripted.credential.failures.push(
      Object.assign(
        new Error('invalid_client: AADSTS7000222: The secret has expired.'),
        { request: { body: 'client_secret=hush' } },
      ),
    );
    const error = await failureOf(
      Promise.resolve(first.executionHandler(scripted.context)),
    );
    expect(error).toBeInstanceOf(IntegrationProviderAuthenticationError);
    expect(error).toMatchObject({ status: 'AADSTS7000222', fatal: true });
    expect(scripted.events).toEqual([]);
    // The SDK logs errors ten levels deep.
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(
      'hush',
    );
  });

  it.each<[string, Script, number | string]>([
    ['throttling without end', () => throttled('1'), 429],
    ['an error of the server', () => failed(500), 500],
    ['a missing collection', [failed(404)], 404],
    ['no connection', () => brokenConnection(), 'GraphTransportError'],
    ['an answer that is no object', () => ok([]), 'GraphTransportError'],
  ])('%s is an error of the API', async (_, script, status) => {
    const { error, events } = await failing(script);
    expect(error).toBeInstanceOf(IntegrationProviderAPIError);
    expect(error).toMatchObject({
      code: 'PROVIDER_API_ERROR',
      endpoint: 'GET /v1.0/users',
      status,
    });
    expect(error).toHaveProperty('_cause', undefined);
    expect(events).toEqual([]);
  });

  it('that is not of Graph passes through as it is', async () => {
    const bug = new TypeError('a bug of ours');
    const { error } = await failing([], { handler: () => Promise.reject(bug) });
    expect(error).toBe(bug);
  });
});
