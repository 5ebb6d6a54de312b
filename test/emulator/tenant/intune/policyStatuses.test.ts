/** What devices report of policies, and what there is to report about. */
import type { ComplianceStatus } from '@microsoft/microsoft-graph-types-beta';
import { generateTenant } from '..';
import { isBetaOnly } from './declaredTypes';
import { ids, intuneOf } from './intuneOf';
import { systemAccount } from './policyStatuses';

const data = intuneOf(generateTenant({ size: 'test' }));

describe('policy statuses', () => {
  const rows = data.policyStatuses;
  const devices = ids(data.managedDevices);
  const [broad] = data.compliancePolicies;

  test('one policy has 1450, others none', () => {
    const reported = new Set(rows.map(({ policyId }) => policyId));
    const silent = [
      ...data.compliancePolicies,
      ...data.deviceConfigurations,
    ].filter(({ id }) => !reported.has(id));
    expect(rows.filter(({ policyId }) => policyId === broad.id)).toHaveLength(
      1450,
    );
    expect(silent).toHaveLength(2);
  });

  test('a catalog policy is silent, assigned or not, and others are not', () => {
    const reported = new Set(rows.map(({ policyId }) => policyId));
    const [speaking, silent] = [true, false].map((speaks) =>
      data.complianceCatalogPolicies
        .filter(({ id }) => reported.has(id) === speaks)
        .map(({ isAssigned, platforms }) => ({ isAssigned, platforms })),
    );
    expect(speaking).toEqual([
      { isAssigned: true, platforms: 'linux' },
      { isAssigned: true, platforms: 'windows10' },
    ]);
    expect(silent).toEqual([
      { isAssigned: true, platforms: 'linux' },
      { isAssigned: false, platforms: 'linux' },
    ]);
  });

  test.each([
    ['small', 1],
    ['demo', 1],
    ['test', 4],
  ] as const)('a %s tenant has %d catalog policies', (size, count) => {
    const { complianceCatalogPolicies, policyStatuses } = intuneOf(
      generateTenant({ size }),
    );
    const [{ id }] = complianceCatalogPolicies;
    expect(complianceCatalogPolicies).toHaveLength(count);
    expect(policyStatuses.some(({ policyId }) => policyId === id)).toBe(true);
  });

  test('Linux devices and others report about a policy for Linux', () => {
    const [{ id }] = data.complianceCatalogPolicies;
    const systems = rows
      .filter(({ policyId }) => policyId === id)
      .map(({ deviceId }) =>
        data.managedDevices.find((device) => device.id === deviceId),
      )
      .map((device) => device?.operatingSystem ?? 'gone');
    expect(systems).toContain('Linux (ubuntu)');
    expect(systems).toContain('Windows');
  });

  test('a tenant without Linux has no policy for it', () => {
    const small = intuneOf(generateTenant({ size: 'small' }));
    const systems = small.managedDevices.map(
      ({ operatingSystem }) => operatingSystem,
    );
    expect(systems).not.toContain('Linux (ubuntu)');
    expect(
      small.complianceCatalogPolicies.map(({ platforms }) => platforms),
    ).toEqual(['windows10']);
  });

  /** So that hiding them matters wherever it is tried. */
  test.each(['small', 'demo', 'test'] as const)(
    'a %s tenant has policies of types that only beta has, and of others',
    (size) => {
      const { compliancePolicies, deviceConfigurations, policyStatuses } =
        intuneOf(generateTenant({ size }));
      const reported = new Set(policyStatuses.map(({ policyId }) => policyId));
      const kinds = [
        ['DeviceCompliancePolicy', compliancePolicies],
        ['DeviceConfiguration', deviceConfigurations],
      ] as const;
      for (const [base, policies] of kinds) {
        const speaking = policies
          .filter(({ id }) => reported.has(id))
          .map((policy) => isBetaOnly(policy['@odata.type'], base));
        expect(new Set(speaking)).toEqual(new Set([true, false]));
      }
    },
  );

  test('every status is there, and devices that are not', () => {
    const statuses = new Set<ComplianceStatus>(
      rows.map(({ status }) => status),
    );
    expect(statuses.size).toBe(8);
    expect(rows.some(({ deviceId }) => !devices.has(deviceId))).toBe(true);
  });

  test('the user and the device itself may disagree', () => {
    const key = (row: (typeof rows)[number]) =>
      `${row.policyId} ${row.deviceId}`;
    const bySystem = rows.filter(
      ({ userPrincipalName }) => userPrincipalName === systemAccount,
    );
    const systemStatus = new Map(bySystem.map((row) => [key(row), row.status]));
    const disagreements = rows.filter(
      (row) =>
        row.userPrincipalName !== systemAccount &&
        systemStatus.has(key(row)) &&
        systemStatus.get(key(row)) !== row.status,
    );
    expect(disagreements.length).toBeGreaterThan(10);
  });

  test('deleted and built-in policies are still reported', () => {
    const unlisted = ids(data.unlistedPolicies);
    const reported = rows.filter(({ policyId }) => unlisted.has(policyId));
    expect(new Set(reported.map(({ policyId }) => policyId)).size).toBe(3);
  });
});
