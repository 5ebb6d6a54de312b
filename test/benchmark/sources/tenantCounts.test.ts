import { generateTenant, withoutIntune } from '../../emulator';
import { tenantCounts } from './tenantCounts';

const tenant = generateTenant({ size: 'small' });
const counts = tenantCounts(tenant);
const data = tenant.intune?.data;
const total = (numbers: readonly number[]) =>
  numbers.reduce((sum, number) => sum + number, 0);

test('every listed policy and its rows are counted, those of others are not', () => {
  const unlisted = new Set(data?.unlistedPolicies.map(({ id }) => id));
  const rows = data?.policyStatuses.filter(
    (row) => !unlisted.has(row.policyId),
  );
  expect(counts.compliancePolicies).toHaveLength(
    data?.compliancePolicies.length ?? NaN,
  );
  expect(
    total(counts.compliancePolicies) +
      total(counts.catalogCompliancePolicies) +
      total(counts.configurations) +
      total(counts.intents),
  ).toBe(rows?.length);
});

test('applications that the portal shows are counted with their rows', () => {
  expect(counts.applications.length).toBeGreaterThan(0);
  expect(total(counts.applications)).toBeLessThanOrEqual(
    data?.installStatuses.length ?? NaN,
  );
});

test('some devices have no user', () => {
  expect(counts.devices).toBe(data?.managedDevices.length);
  expect(counts.devicesOfUsers).toBeLessThan(counts.devices);
});

test('a tenant without Intune has no such counts', () => {
  expect(() => tenantCounts(withoutIntune(tenant))).toThrow('no Intune');
});
