import { generateTenant, withoutIntune } from '../emulator';
import { replacedRequests } from './replacedRequests';

const tenant = generateTenant({ size: 'small' });

test('devices with few applications are a request each', () => {
  const { intune } = tenant;
  expect(replacedRequests(tenant).AppInvRawData).toBe(
    intune?.data.managedDevices.length,
  );
});

test('a policy has a page for every thousand statuses, and an empty one', () => {
  const data = tenant.intune?.data;
  const status = data?.policyStatuses[0];
  const policies = data?.compliancePolicies ?? [];
  if (!tenant.intune || !data || !status) {
    throw new Error('The tenant has no statuses.');
  }
  const rows = Array.from({ length: 2_001 }, () => ({
    ...status,
    policyId: policies[0].id,
  }));
  const changed = {
    ...tenant,
    intune: { ...tenant.intune, data: { ...data, policyStatuses: rows } },
  };
  expect(replacedRequests(changed)).toMatchObject({
    DevicePoliciesComplianceReportV3: 3 + (policies.length - 1),
    DeviceStatusesByConfigurationProfile:
      data.deviceConfigurations.length + data.intents.length,
  });
});

test('a tenant without Intune is no tenant for the benchmark', () => {
  expect(() => replacedRequests(withoutIntune(tenant))).toThrow(
    'The tenant has no Intune.',
  );
});
