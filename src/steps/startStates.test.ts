import {
  brokenConnection,
  failed,
  ok,
  throttled,
  type Reply,
} from '#test/graph/replies';
import type { Script } from '#test/graph/scriptedTransport';
import { settle } from '#test/graph/fakeClock';
import { scriptedStep } from '#test/support/stepContext';
import { integrationSteps } from './';
import { defineStep, type Microsoft365Step } from '../run/defineStep';
import {
  askFirst,
  askIntune,
  computeStartStates,
  startRun,
} from './startStates';
import { ingestionSourceIds } from '../run/ingestionSources';
import { stepIds } from '../run/stepIds';

const createStep = (
  id: Microsoft365Step['id'],
  requiresIntune: boolean,
): Microsoft365Step => ({
  ...defineStep({
    id: stepIds.account,
    name: id,
    entities: [],
    relationships: [],
    datasets: [],
    requiresIntune,
    handler: () => Promise.resolve(),
  }),
  id,
});

const steps = [createStep('users', false), createStep('devices', true)];

const enabled = { disabled: false };

async function startStates(script: Script, of = steps) {
  const { context, transport, events, lines } = scriptedStep(script);
  const intune = askIntune(of, context.graph);
  const states = await computeStartStates(of, intune, context.logger);
  return { states, events, lines, urls: transport.urls };
}

describe('computeStartStates', () => {
  it('disables the steps of Intune in a tenant without it, and says so', async () => {
    const { states, events, lines } = await startStates(() =>
      failed(400, 'BadRequest', {}, 'Request not applicable to target tenant.'),
    );
    expect(states).toEqual({
      users: enabled,
      devices: { disabled: true, disabledReason: 'none' },
    });
    expect(events).toMatchObject([{ name: 'info', level: 'info' }]);
    expect(events[0].description).toContain('no Microsoft Intune');
    expect(lines).toContain(events[0].description);
  });

  it('disables nothing after one such answer', async () => {
    const { states } = await startStates([
      failed(400, 'BadRequest', {}, 'Request not applicable to target tenant.'),
      ok({ intuneAccountId: 'b2c3' }),
    ]);
    expect(states).toEqual({ users: enabled, devices: enabled });
  });

  it.each<[string, Script]>([
    ['an answer', [ok({ intuneAccountId: 'b2c3' })]],
    ['a refusal', [failed(403, 'Forbidden')]],
    ['another bad request', [failed(400, 'BadRequest', {}, 'Bad filter')]],
    [
      'nearly the same text',
      [
        failed(
          400,
          'BadRequest',
          {},
          'Request not applicable to target tenant of type B2C',
        ),
      ],
    ],
    ['throttling without end', () => throttled('1')],
    ['an error of the server', () => failed(500, 'InternalServerError')],
    ['no connection', () => brokenConnection()],
  ])('leaves everything enabled after %s', async (name, script) => {
    const { states, events, lines } = await startStates(script);
    expect(states).toEqual({ users: enabled, devices: enabled });
    expect(events).toEqual([]);
    const told = 'Whether the tenant has Intune is not known yet';
    expect(lines.includes(told)).toBe(name !== 'an answer');
  });

  it('asks for the root of Intune only', async () => {
    const { urls } = await startStates([ok({ intuneAccountId: 'b2c3' })]);
    expect(urls).toEqual([
      'https://graph.microsoft.com/v1.0/deviceManagement?$select=intuneAccountId',
    ]);
  });

  it('asks nothing when no step needs Intune', async () => {
    const { states, urls } = await startStates([], steps.slice(0, 1));
    expect(states).toEqual({ users: enabled });
    expect(urls).toEqual([]);
  });

  it('has a state for every step of the integration', async () => {
    const { states } = await startStates(
      () => ok({ id: 'any' }),
      integrationSteps,
    );
    expect(Object.keys(states)).toEqual(integrationSteps.map(({ id }) => id));
  });
});

/** What a tenant answers that has one of each. */
const small: Script = ({ url }) =>
  url.endsWith('$count')
    ? ok(1)
    : ok({ intuneAccountId: 'b2c3', enrolledDeviceCount: 1 });

describe('startRun', () => {
  const run = async (
    script: Script,
    token?: string,
    disabled: readonly string[] = [],
  ) => {
    const { context, credential, events, lines, transport } =
      scriptedStep(script);
    const disabledSources = disabled.map((ingestionSourceId) => ({
      ingestionSourceId,
    }));
    if (token !== undefined) {
      jest.spyOn(credential, 'getToken').mockResolvedValue({
        token,
        expiresOnTimestamp: Date.parse('2030-01-01'),
      });
    }
    const { graph } = context;
    const instance = { ...context.instance, disabledSources };
    const states = await startRun(integrationSteps, graph, {
      ...context,
      instance,
    });
    return { states, events, lines, urls: transport.urls };
  };
  const tokenWith = (...roles: string[]) =>
    `header.${Buffer.from(JSON.stringify({ roles })).toString('base64url')}.signature`;

  it('tells what the token lacks once the states are known', async () => {
    const { states, events, lines } = await run(
      small,
      tokenWith('Directory.Read.All'),
    );
    expect(states['managed-devices']).toEqual(enabled);
    expect(events).toMatchObject([{ name: 'warn_missing_permission' }]);
    expect(events[0].description).toContain(
      'DeviceManagementApps.Read.All, required for managed-applications',
    );
    expect(lines[0]).toContain('Permissions in the token:');
  });

  it('asks for the number of devices while it looks for Intune', async () => {
    const { urls } = await run(small);
    expect([...urls].sort()).toEqual([
      'https://graph.microsoft.com/v1.0/deviceManagement/managedDeviceOverview',
      'https://graph.microsoft.com/v1.0/deviceManagement?$select=intuneAccountId',
      'https://graph.microsoft.com/v1.0/groups/$count',
      'https://graph.microsoft.com/v1.0/users/$count',
    ]);
  });

  it('asks nothing again that was asked before', async () => {
    const { context, transport } = scriptedStep(small);
    const { graph } = context;
    const asked = askFirst(integrationSteps, graph, context);
    await settle();
    expect(transport.requests).toHaveLength(4);
    await startRun(integrationSteps, graph, context, asked);
    expect(transport.requests).toHaveLength(4);
  });

  it('does no harm when the run does not begin, whatever the answers are', async () => {
    const { context, transport } = scriptedStep(() => failed(403));
    askFirst(integrationSteps, context.graph, context);
    // An unhandled rejection would fail the test.
    await settle();
    expect(transport.requests).toHaveLength(4);
  });

  it('asks for no number of devices that are switched off', async () => {
    const { urls } = await run(small, undefined, [ingestionSourceIds.devices]);
    expect(urls.filter((url) => url.endsWith('Overview'))).toEqual([]);
  });

  it('leaves it to the step of the devices that they could not be counted', async () => {
    const { states, events, lines } = await run((request, index) =>
      request.url.endsWith('/managedDeviceOverview')
        ? failed(403, 'Forbidden')
        : (small as (...all: unknown[]) => Reply)(request, index),
    );
    expect(states['managed-devices']).toEqual(enabled);
    expect(events).toEqual([]);
    expect(lines).toEqual([
      'A count for the estimate of the heap is not known',
      'Which permissions are granted is not known',
      'The number of objects and the heap were estimated',
    ]);
  });

  it('wants nothing of Intune where there is none', async () => {
    const { events } = await run(
      () =>
        failed(
          400,
          'BadRequest',
          {},
          'Request not applicable to target tenant.',
        ),
      tokenWith('Directory.Read.All'),
    );
    expect(events.map(({ name }) => name)).toEqual(['info', 'info']);
    expect(events[1].description).not.toContain('DeviceManagement');
  });

  it('starts all the same when the token cannot be read', async () => {
    const { states, events } = await run(() => ok({ id: 'any' }), 'opaque');
    expect(states.users).toEqual(enabled);
    expect(events).toEqual([]);
  });

  it('warns of a heap that is too small for what is switched on', async () => {
    const script: Script = ({ url }) => {
      if (url.endsWith('/users/$count')) {
        return ok(2_000_000);
      }
      if (url.endsWith('/groups/$count')) {
        return ok(400_000);
      }
      return ok({ enrolledDeviceCount: 1_000_000, intuneAccountId: 'b2c3' });
    };
    const { events } = await run(script, 'opaque');
    expect(events).toMatchObject([{ name: 'warn_incomplete_data' }]);
    expect(events[0].description).toContain(
      '2,000,000 users, 400,000 groups and 1,000,000 devices',
    );

    const { context, events: none } = scriptedStep(script);
    const disabledSources = ['groups', 'devices'].map((id) => ({
      ingestionSourceId: id,
    }));
    await startRun(integrationSteps, context.graph, {
      ...context,
      instance: { ...context.instance, disabledSources },
    });
    expect(none).toEqual([]);
  });
});
