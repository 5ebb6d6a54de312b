/** The check against an emulated tenant, as it is and with whatever tenants refuse. */
import { Value } from '@sinclair/typebox/value';
import {
  allRoles,
  answers,
  generateTenant,
  startEmulator,
  withoutIntune,
  withoutPremium,
  type Emulator,
  type EmulatorOptions,
  type Fault,
} from '#test/emulator/index';
import { createLogin } from '#test/reliability/runIntegration';
import { checkEmulator } from '#test/support/checkedTenant';
import { expectNobodyIn } from '#test/support/namesOfTenant';
import { systemClock } from '../../src/graph/basics/clock';
import { emulatedCloud } from '../../src/graph/clouds/clouds';
import { createCredential } from '../../src/graph/login/credential';
import { integrationSteps } from '../../src/steps';
import { TenantCheck } from './report';

jest.setTimeout(60_000);

const tenant = generateTenant({ size: 'small' });
let emulator: Emulator;

async function start(options: Partial<EmulatorOptions> = {}) {
  emulator = await startEmulator({ tenant, exportPolls: 0, ...options });
  return emulator;
}

afterEach(() => emulator.close());

const without = (...names: string[]) =>
  allRoles.filter((role) => !names.includes(role));

const on = (url: RegExp, fault: Fault) => [
  { on: { kind: 'graph', url } as const, fault },
];

describe('a tenant that grants everything', () => {
  test('is complete, and each request that steps declare has its line', async () => {
    const { check, output, line } = await checkEmulator(await start());

    expect([
      ...Value.Errors(TenantCheck, JSON.parse(JSON.stringify(check))),
    ]).toEqual([]);
    expect(check).toMatchObject({
      verdict: 'complete',
      reasons: [],
      tenant: { id: tenant.id },
      licenses: { premium: 'P2', intune: 'yes', intuneState: 'active' },
      login: { isGranted: true },
    });
    const declared = new Set(
      integrationSteps.flatMap(({ requests }) => requests),
    );
    expect(check.requests).toHaveLength(declared.size);
    const unanswered = check.requests
      .filter(({ outcome }) => outcome !== 'answered')
      .map(({ request, outcome, reason }) => [request, outcome, reason]);
    expect(unanswered).toEqual([
      [
        'GET /v1.0/groups/{id}/transitiveMembers',
        'notTried',
        'the tenant has none to ask for: GET /v1.0/groups with the filter isAssignableToRole eq true listed none',
      ],
      [
        'GET /beta/deviceManagement/managedDevices/{id}',
        'notTried',
        'the run asks for it with includeAdvancedDeviceDetails only',
      ],
      [
        'POST /beta/deviceManagement/reports/getDeviceInstallStatusReport',
        'refused',
        expect.stringContaining('400 BadRequest'),
      ],
    ]);
    expect(line('GET /v1.0/users', 'users')).toMatchObject({
      steps: ['users'],
      stops: ['group-users', 'user-devices'],
      need: 'required',
      status: 200,
      attempts: 1,
      usedPermissions: ['Directory.Read.All'],
    });
    expect(line('GET /v1.0/deviceManagement')).toMatchObject({
      need: 'required',
      stops: [],
    });
    expectNobodyIn(output, tenant);
  });

  test('is only read: one item of large lists, one row of reports, no file of an export', async () => {
    const { check } = await checkEmulator(await start());

    const { requests } = emulator;
    const posts = requests.filter(({ method }) => method === 'POST');
    const targets = new Set(
      posts.map(({ path }) => path.replace(/^.*\/|\?.*$/g, '')),
    );
    expect([...targets].sort()).toEqual([
      'exportJobs',
      'getAppsInstallSummaryReport',
      'getByIds',
      'getConfigurationPolicyDevicesReport',
      'getDeviceInstallStatusReport',
      'getDeviceStatusByCompliacePolicyReport',
      'microsoft.graph.retrieveDeviceAppInstallationStatusReport',
      'retrieveDeviceAppInstallationStatusReport',
      'token',
    ]);
    expect(
      requests.every(({ method }) => /^(?:GET|POST|HEAD)$/.test(method)),
    ).toBe(true);
    const downloads = requests.filter(({ kind }) => kind === 'blob');
    expect(downloads.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'HEAD /',
    ]);
    const tops = requests.flatMap(
      ({ path }) => /[?&]\$top=(\d+)/.exec(path)?.[1] ?? [],
    );
    expect(Math.max(...tops.map(Number))).toBeLessThanOrEqual(100);
    expect(
      check.hosts.map(({ purpose, host, isReached }) => [
        purpose,
        host,
        isReached,
      ]),
    ).toEqual([
      ['login', new URL(emulator.origin).host, true],
      ['graph', new URL(emulator.origin).host, true],
      ['exports', new URL(emulator.blobOrigin).host, true],
    ]);
    expect(check.hosts[0]).toMatchObject({
      addresses: ['127.0.0.1'],
      issuer: 'Microsoft 365 emulator',
    });
    expect(
      Math.abs(check.hosts[0].clockAheadSeconds ?? 99),
    ).toBeLessThanOrEqual(2);
  });

  test('has its details asked for with the option, and no exports without', async () => {
    const { app } = await start();
    const { line, check } = await checkEmulator(emulator, {
      config: { ...app, includeAdvancedDeviceDetails: true },
      postsExports: false,
    });
    expect(
      line(
        'GET /beta/deviceManagement/managedDevices/{id}',
        'details of devices',
      ).outcome,
    ).toBe('answered');
    expect(
      line('POST /v1.0/deviceManagement/reports/exportJobs AppInvRawData'),
    ).toMatchObject({
      outcome: 'notTried',
      reason: expect.stringContaining('--no-exports'),
    });
    expect(check.verdict).toBe('complete');
    expect(
      emulator.requests.filter(({ path }) => path.includes('exportJobs')),
    ).toEqual([]);
  });

  test('is checked for what is switched on only', async () => {
    const { check } = await checkEmulator(await start(), {
      instance: { disabledSources: [{ ingestionSourceId: 'devices' }] },
    });
    const steps = new Set(check.requests.flatMap((line) => line.steps));
    expect([...steps].sort()).toEqual([
      'account',
      'compliance-policies',
      'device-configurations',
      'group-members',
      'group-users',
      'groups',
      'users',
    ]);
    expect(check.verdict).toBe('complete');
  });
});

describe('what a tenant lacks', () => {
  test('no Intune: nothing of it is asked, and the directory is complete', async () => {
    const lacking = withoutIntune(tenant);
    const { check, line, output } = await checkEmulator(
      await start({ tenant: lacking }),
    );

    expect(check).toMatchObject({
      verdict: 'complete',
      licenses: { intune: 'no', intuneState: 'the tenant has no Intune' },
    });
    expect(line('GET /beta/deviceManagement/managedDevices')).toMatchObject({
      outcome: 'notTried',
      reason: expect.stringContaining('no Intune'),
    });
    expect(line('GET /v1.0/deviceManagement')).toMatchObject({
      outcome: 'refused',
      status: 400,
    });
    expectNobodyIn(output, lacking);
  });

  test('no P1: sign-in times are refused with their cause, and the run is complete', async () => {
    const { check, line } = await checkEmulator(
      await start({ tenant: withoutPremium(tenant) }),
    );
    expect(check).toMatchObject({
      verdict: 'complete',
      licenses: { premium: 'none' },
    });
    expect(line('GET /v1.0/users', 'users').outcome).toBe('answered');
    const signIns = check.requests.filter(({ datasets }) =>
      datasets.includes('sign-in times'),
    );
    expect(signIns).toMatchObject([
      {
        outcome: 'refused',
        status: 403,
        wayOut: expect.stringContaining('P1 or P2'),
      },
      { outcome: 'refused', status: 403 },
    ]);
  });

  test('no exports: one is posted, the answer counts for all, and the run is complete', async () => {
    const { check } = await checkEmulator(
      await start({ exportPermission: 'nobody' }),
    );
    const lines = check.requests.filter(({ request }) =>
      request.includes('exportJobs'),
    );
    expect(
      lines.filter(({ outcome }) => outcome === 'notTried').length,
    ).toBeGreaterThan(0);
    expect(lines.filter(({ outcome }) => outcome === 'refused')).toContainEqual(
      expect.objectContaining({
        status: 403,
        wayOut: expect.stringContaining(
          'Do not grant permissions that can write',
        ),
      }),
    );
    expect(check.verdict).toBe('complete');
    expect(check.hosts[2]).toMatchObject({
      purpose: 'exports',
      isReached: false,
    });
    expect(check.questions).toContainEqual(
      expect.objectContaining({
        id: 'exports-by-reading',
        answer: expect.stringMatching(/^no: .*403/),
      }),
    );
  });

  test('a national cloud without a request: it is named with its steps', async () => {
    const { app } = await start();
    emulator.setFaults(
      on(/^\/beta\/deviceManagement\/compliancePolicies/, {
        name: 'unknown segment',
        apply: () =>
          Promise.resolve({
            status: 400,
            headers: {},
            body: JSON.stringify({
              error: {
                code: 'BadRequest',
                message:
                  "Resource not found for the segment 'compliancePolicies'.",
              },
            }),
          }),
      }),
    );
    const { check, line } = await checkEmulator(emulator, {
      config: { ...app, cloud: 'china' },
    });
    expect(check).toMatchObject({ cloud: 'china', verdict: 'partial' });
    expect(check.reasons).toEqual([
      'compliance-policies: GET /beta/deviceManagement/compliancePolicies was not answered [M365-CHECK-001]',
    ]);
    expect(line('GET /beta/deviceManagement/compliancePolicies')).toMatchObject(
      {
        reason:
          "400 BadRequest: Resource not found for the segment 'compliancePolicies'.",
        wayOut: expect.stringContaining('its cloud has no such request'),
      },
    );
  });

  test('a list that refuses $select is asked without, as the run does', async () => {
    const { check, line } = await checkEmulator(
      await start({ catalogPoliciesRefuseSelect: true }),
    );
    expect(line('GET /beta/deviceManagement/compliancePolicies')).toMatchObject(
      {
        outcome: 'answered',
        reason: 'answered only without $select',
      },
    );
    expect(check.verdict).toBe('complete');
  });

  test('all sources of a dataset: the run would be partial', async () => {
    await start({ exportPermission: 'nobody' });
    emulator.setFaults(
      on(
        /\/deviceStatuses\?|getDeviceStatusByCompliacePolicyReport/,
        answers.forbidden,
      ),
    );
    const { check } = await checkEmulator(emulator);
    expect(check.reasons).toContain(
      'states of compliance policies: no source of them answered [M365-CHECK-002]',
    );
    expect(check.verdict).toBe('partial');
  });

  test('the organization: nothing works', async () => {
    await start({
      roles: without('Organization.Read.All', 'Directory.Read.All'),
    });
    const { check } = await checkEmulator(emulator);
    expect(check).toMatchObject({
      verdict: 'unusable',
      reasons: [
        'GET /v1.0/organization: nothing works without it [M365-CHECK-005]',
      ],
    });
    expect(check.permissions?.missing).toContain('Organization.Read.All');
  });
});

describe('trouble', () => {
  test('a wrong secret ends the check in one sentence', async () => {
    const { app } = await start();
    const cloud = emulatedCloud(emulator.origin);
    const { check, output } = await checkEmulator(emulator, {
      client: {
        cloud,
        credential: createCredential(
          {
            tenant: app.tenant,
            clientId: app.clientId,
            clientSecret: 'wrong~secret',
          },
          cloud,
          emulator.certificatePem,
        ),
      },
    });
    expect(check.verdict).toBe('unusable');
    expect(check.login.problem).toMatch(/AADSTS7000215/);
    expect(check.requests).toEqual([]);
    expect(output).not.toContain('wrong~secret');
  });

  test('throttling and silence end with the time, and say what is not known', async () => {
    await start();
    emulator.setFaults([
      ...on(
        /^\/v1\.0\/users\?.*accountEnabled(?!.*signInActivity)/,
        answers.tooManyRequests(120),
      ),
      ...on(/\/mobileApps/, answers.never),
    ]);
    const startedAt = Date.now();
    const { check, line, output } = await checkEmulator(emulator, {
      seconds: 1.5,
      client: { clock: systemClock } as never,
    });
    expect(Date.now() - startedAt).toBeLessThan(8_000);
    expect(line('GET /v1.0/users', 'users')).toMatchObject({
      outcome: 'failed',
      status: 429,
      wayOut: expect.stringContaining('--seconds'),
    });
    expect(line('GET /beta/deviceAppManagement/mobileApps')).toMatchObject({
      outcome: 'failed',
    });
    expect(check.verdict).toBe('partial');
    expect(check.reasons.join()).toMatch(
      /users: .* is not known, because the time was up/,
    );
    expectNobodyIn(output, tenant);
  });

  test('an error that quotes people is told without them', async () => {
    await start();
    const [user] = tenant.users;
    emulator.setFaults(
      on(/\/groups\/[^/]+\/members/, {
        name: 'quoting',
        apply: () =>
          Promise.resolve({
            status: 404,
            headers: {},
            body: JSON.stringify({
              error: {
                code: 'Request_ResourceNotFound',
                message: `Resource '${user.id}' of "${user.displayName}" (${user.userPrincipalName}) does not exist: ${user.id}`,
              },
            }),
          }),
      }),
    );
    const { check, line, output } = await checkEmulator(emulator);
    expect(line('GET /beta/groups/{id}/members')).toMatchObject({
      outcome: 'refused',
      reason:
        "404 Request_ResourceNotFound: Resource '…' of '…' … does not exist: {id}",
    });
    expect(check.verdict).toBe('partial');
    expectNobodyIn(output, tenant);
  });

  test('a host that nobody answers for is named with the way out', async () => {
    await start();
    const gone = 'https://127.0.0.1:9';
    const { check } = await checkEmulator(emulator, {
      seconds: 3,
      client: {
        cloud: { ...emulatedCloud(gone), authorityHost: emulator.origin },
        credential: createLogin(emulator),
      },
    });
    expect(check.hosts[1]).toMatchObject({
      purpose: 'graph',
      isReached: false,
      problem: expect.stringContaining('127.0.0.1:9'),
    });
    expect(check.verdict).toBe('unusable');
  });

  test('a clock that is wrong by an hour is told', async () => {
    await start({
      middleware: [
        async (request, next) => {
          const answer = await next(request);
          const date = new Date(Date.now() + 3_600_000).toUTCString();
          return { ...answer, headers: { ...answer.headers, Date: date } };
        },
      ],
    });
    const { check } = await checkEmulator(emulator);
    expect(check.verdict).toBe('partial');
    expect(check.reasons.join()).toMatch(
      /the clock of this machine is 3[56]\d\d s behind/,
    );
  });
});
