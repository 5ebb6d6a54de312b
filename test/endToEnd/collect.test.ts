/** The real command line collects the emulated tenant: the whole graph, no more and no less. */
import type { Entity, Relationship } from '@jupiterone/integration-sdk-core';
import {
  generateTenant,
  startEmulator,
  withoutIntune,
  withoutPremium,
  type Emulator,
  type Tenant,
} from '../emulator';
import { administratorsOf, registrationsOf } from '../emulator/tenant/security';
import { renderCost } from '../../scripts/collect/cost';
import { ownProperties } from '../../scripts/document/properties';
import type { CallSummary } from '../../src/graph/pacing/statistics';
import { integrationSteps } from '../../src/steps';
import { PhysicalServerEntity } from '../../src/steps/devices/entity';
import { contractBreaches, missingTypes } from '../contracts/stepContract';
import { disabledSteps, expectedExamples } from './expectedExamples';
import { expectedGraph, sorted } from './expectedGraph';
import { graphOf } from './graphOf';
import { resultExamples, runExample } from './resultExamples';
import { collectFrom, type Collected, typeScriptSource } from './workspace';

jest.setTimeout(120_000);

let emulator: Emulator;

async function collect(
  tenant: Tenant,
  overrides: Readonly<Record<string, string>> = {},
): Promise<Collected> {
  emulator = await startEmulator({ tenant, exportPolls: 1 });
  // As `npm start` does.
  return collectFrom(emulator, overrides, { source: typeScriptSource });
}

/** Of some types it has few devices: each gets what chance did not give it. */
function withRareRelationships(tenant: Tenant): Tenant {
  const { intune, users } = tenant;
  if (!intune) {
    throw new TypeError('The tenant has no Intune');
  }
  const { managedDevices, policyStatuses } = intune.data;
  const [{ id: userId }] = users;
  const embedded = managedDevices.find(isOf('winEmbedded'));
  const failing = ['compliancePolicies', 'deviceConfigurations'] as const;
  return {
    ...tenant,
    intune: {
      ...intune,
      data: {
        ...intune.data,
        managedDevices: managedDevices.map((device) =>
          isOf('macMDM')(device)
            ? { ...device, usersLoggedOn: [{ userId }] }
            : device,
        ),
        policyStatuses: [
          ...policyStatuses,
          ...failing.map((family) => ({
            ...policyStatuses[0],
            policyId: intune.data[family][0].id,
            deviceId: String(embedded?.id),
            status: 'nonCompliant' as const,
          })),
        ],
      },
    },
  };
}

const isOf =
  (type: string) =>
  ({ deviceType }: { readonly deviceType?: string }) =>
    deviceType === type;

describe('a tenant with every odd case', () => {
  const tenant = withRareRelationships(generateTenant({ size: 'test' }));
  let collected: Collected;

  beforeAll(async () => {
    collected = await collect(tenant, {
      INCLUDE_ADVANCED_DEVICE_DETAILS: 'true',
    });
  });

  afterAll(() => emulator.close());

  test('gives exactly its graph', () => {
    expect(collected.exitCode).toBe(0);
    expect(graphOf(collected)).toEqual(expectedGraph(tenant));
  });

  test('has something of every declared type', () => {
    const { entities, relationships } = collected;
    const missing = integrationSteps.flatMap((step) =>
      missingTypes(step, {
        collectedEntities: entities,
        collectedRelationships: relationships,
      }),
    );
    expect(missing).toEqual([]);
  });

  test('keeps the contract of every step', () => {
    const { entities, relationships } = collected;
    const breaches = contractBreaches(
      {
        entities: [
          ...integrationSteps.flatMap((step) => step.entities),
          PhysicalServerEntity,
        ],
        relationships: integrationSteps.flatMap((step) => step.relationships),
      },
      {
        collectedEntities: entities,
        collectedRelationships: relationships,
        encounteredEntityKeys: new Set(entities.map(({ _key }) => _key)),
      },
    );
    expect(breaches).toEqual([]);
  });

  test('has a value of every documented property', () => {
    const declared = integrationSteps.flatMap((step) => step.entities);
    const unseen = declared.flatMap(({ _type, _class, ...rest }) => {
      // Types of devices share their properties.
      const isAlike = (entity: Entity) =>
        _type === entity._type ||
        (_class.includes('Host') && entity._class.includes('Host'));
      const alike = collected.entities.filter(isAlike);
      return Object.keys(ownProperties({ _type, _class, ...rest }).properties)
        .filter((name) => !alike.some((entity) => entity[name] != null))
        .map((name) => `${_type}.${name}`);
    });
    // Exports, which many devices are read from, have no sizes and are read without publishers.
    expect(unseen).toEqual([
      'intune_detected_application.publisher',
      'intune_detected_application.sizeInByte',
    ]);
  });

  test('has an application on 730 devices, a policy with 1,450 statuses, an application in three versions', () => {
    const { relationships } = collected;
    const most = (
      type: RegExp,
      keyOf: (relationship: Relationship) => string,
    ): number => {
      const counts = new Map<string, number>();
      for (const relationship of relationships) {
        if (type.test(relationship._type)) {
          const key = keyOf(relationship);
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
      }
      return Math.max(...counts.values());
    };
    const target = ({ _toEntityKey }: Relationship) => String(_toEntityKey);
    expect(most(/_assigned_intune_managed_application$/, target)).toBe(730);
    expect(mostStatusesOfOnePolicy(tenant)).toBeGreaterThanOrEqual(1_450);
    expect(
      most(
        /_installed_intune_detected_application$/,
        (r) => `${String(r._fromEntityKey)} ${target(r)}`,
      ),
    ).toBeGreaterThanOrEqual(3);
  });

  test('carries the properties of its users', () => {
    const byKey = new Map(collected.entities.map((e) => [e._key, e]));
    const admins = administratorsOf(tenant);
    const reported = new Map(registrationsOf(tenant).map((r) => [r.id, r]));
    for (const user of tenant.users) {
      const isCapable = reported.get(user.id)?.isMfaCapable ?? undefined;
      expect(byKey.get(user.id)?.isMfaEnabled).toBe(isCapable);
      expect(byKey.get(user.id)).toMatchObject({
        displayName: orNull(user.displayName) ?? user.userPrincipalName,
        givenName: orNull(user.givenName),
        lastName: orNull(user.surname),
        jobTitle: orNull(user.jobTitle),
        userPrincipalName: user.userPrincipalName ?? null,
        userType: user.userType ?? null,
        accountEnabled: user.accountEnabled ?? false,
        isGuest: user.userType === 'Guest',
        ...signInOf(user.signInActivity?.lastSignInDateTime),
        isAdmin: admins.has(user.id),
      });
    }
  });

  test('carries the properties of its groups', () => {
    const byKey = new Map(collected.entities.map((e) => [e._key, e]));
    for (const group of tenant.groups) {
      expect(byKey.get(group.id)).toMatchObject({
        displayName: group.displayName,
        mail: group.mail ?? null,
        mailEnabled: group.mailEnabled,
        isMailEnabled: group.mailEnabled,
        securityEnabled: group.securityEnabled,
        isSecurityEnabled: group.securityEnabled,
        visibility: group.visibility ?? null,
      });
    }
  });

  test('carries the account with what Intune says of it', () => {
    const { organization, intune } = tenant;
    expect(account(collected)).toMatchObject({
      organizationName: organization.displayName,
      defaultDomain: organization.verifiedDomains?.find((d) => d.isDefault)
        ?.name,
      verifiedDomains: organization.verifiedDomains?.map(({ name }) => name),
      intuneAccountId: intune?.accountId,
      mobileDeviceManagementAuthority: intune?.mdmAuthority,
      intuneSubscriptionState: intune?.subscriptionState,
    });
  });

  test('takes one HTTP request for 20 groups', () => {
    const batches = emulator.requests.filter(({ batch }) =>
      batch?.some(({ url }) => url.includes('/members')),
    );
    const bigGroups = [...tenant.members.values()].filter(
      (m) => m.length > 999,
    );
    expect(batches.length).toBeLessThanOrEqual(
      Math.ceil(tenant.groups.length / 20) + 2 * bigGroups.length,
    );
  });

  test('knows what it cost by workload, which --verbose prints', () => {
    const { requests } = collected.summary?.run ?? {};
    const lines = `${renderCost(requests as CallSummary['workloads'])}\n`.split(
      '\n',
    );
    const head = lines.findIndex((line) => line.startsWith('Cost by workload'));
    const table = lines.slice(head + 1, lines.indexOf('', head));
    const rows = table.map((line) => line.trim().split(/\s+/));
    const columnOf = (index: number) =>
      rows.map((row) => Number(row[index].replace(/,/g, '')));
    const sumOf = (counts: number[]) => counts.reduce((sum, n) => sum + n, 0);
    const sent = emulator.requests.filter(({ kind }) => kind === 'graph');
    expect(sumOf(columnOf(1))).toBe(sent.length);
    expect(sumOf(columnOf(2))).toBe(
      sumOf(sent.map(({ batch = [] }) => batch.length)),
    );
    expect(sumOf(columnOf(3))).toBe(0);
    const units = new Map(rows.map(([name, , , , unit]) => [name, unit]));
    expect([...units.keys()]).toContain('exportJobs');
    expect(Number(units.get('directory')?.replace(/,/g, ''))).toBeGreaterThan(
      tenant.groups.length,
    );
    expect(units.get('exportJobs')).toBeUndefined();
  });

  describe('read by the examples of docs/results.md', () => {
    const expected = expectedExamples(tenant);

    test('of which each is known, and each but one has lines here', async () => {
      const silent = [...expected].filter(([, lines]) => lines.length === 0);
      expect(silent).toEqual([['Which steps did not succeed', []]]);
      expect([...(await resultExamples()).keys()]).toEqual([
        ...expected.keys(),
      ]);
    });

    test.each([...expected])('%s', async (name, lines) => {
      const command = (await resultExamples()).get(name) ?? '';
      const printed = await runExample(command, collected.files);
      expect(sorted(printed)).toEqual(lines);
    });
  });

  test('logs in once, and sends the token to Graph only', () => {
    const logins = emulator.requests.filter(({ kind }) => kind === 'login');
    expect(logins.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(logins.some(({ authorization }) => authorization)).toBe(false);
  });
});

test('a tenant without Intune and without a premium license gives its directory, and says what is off', async () => {
  const tenant = withoutPremium(
    withoutIntune(generateTenant({ size: 'small' })),
  );

  const collected = await collect(tenant);
  await emulator.close();

  expect(collected.exitCode).toBe(0);
  expect(graphOf(collected)).toEqual(expectedGraph(tenant));
  const examples = await resultExamples();
  const command = examples.get('Which steps did not succeed') ?? '';
  expect(sorted(await runExample(command, collected.files))).toEqual(
    disabledSteps(tenant),
  );
  const { intuneAccountId, intuneSubscriptionState } = account(collected);
  expect([intuneAccountId, intuneSubscriptionState]).toEqual([
    undefined,
    undefined,
  ]);
  expect(collected.files.get('j1-integration.log')).toContain('P1 or P2');
});

function account({ entities }: Collected): Entity {
  return entities.filter(({ _class }) => _class?.includes('Account'))[0];
}

/** Graph writes "" where it has nothing. */
function orNull(text: string | null | undefined): string | null {
  return text || null;
}

/** That all of them arrived follows from the graph being the tenant's. */
function mostStatusesOfOnePolicy({ intune }: Tenant): number {
  const counts = new Map<string, number>();
  for (const { policyId } of intune?.data.policyStatuses ?? []) {
    counts.set(policyId, (counts.get(policyId) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}

function signInOf(date: string | null | undefined) {
  return date ? { lastSignInOn: Date.parse(date) } : {};
}
