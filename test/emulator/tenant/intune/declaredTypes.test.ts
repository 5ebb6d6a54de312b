/**
 * What v1.0 lacks, by Microsoft's typings of both versions, which are made from Graph's metadata:
 * https://github.com/microsoftgraph/msgraph-metadata
 */
import { declaredTypes, isBetaOnly } from './declaredTypes';

test.each([
  ['DeviceConfiguration', 'iosCustomConfiguration', false],
  ['DeviceConfiguration', 'windowsUpdateForBusinessConfiguration', false],
  // Not a child but a grandchild of the base.
  ['DeviceConfiguration', 'iosDeviceFeaturesConfiguration', false],
  ['DeviceConfiguration', 'windowsWifiConfiguration', true],
  ['DeviceConfiguration', 'windowsWifiEnterpriseEAPConfiguration', true],
  ['DeviceConfiguration', 'androidDeviceOwnerGeneralDeviceConfiguration', true],
  ['DeviceCompliancePolicy', 'windows10CompliancePolicy', false],
  ['DeviceCompliancePolicy', 'androidDeviceOwnerCompliancePolicy', true],
  ['DeviceCompliancePolicy', 'defaultDeviceCompliancePolicy', true],
  // A type that neither version knows is none that beta adds.
  ['DeviceCompliancePolicy', 'linuxCompliancePolicy', false],
] as const)('%s: whether only beta has %s is %s', (base, name, expected) => {
  expect(isBetaOnly(`#microsoft.graph.${name}`, base)).toBe(expected);
});

test.each([
  ['DeviceConfiguration', 26, 138],
  ['DeviceCompliancePolicy', 8, 12],
] as const)('%s has %d types on v1.0 and %d on beta', (base, v1, beta) => {
  expect(declaredTypes(base).v1.size).toBe(v1);
  expect(declaredTypes(base).beta.size).toBe(beta);
});

test('a type in between is no leaf', () => {
  const { leaves } = declaredTypes('DeviceConfiguration');
  expect(leaves).toContain('windowsWifiEnterpriseEAPConfiguration');
  expect(leaves).not.toContain('windowsWifiConfiguration');
  expect(leaves).not.toContain('appleDeviceFeaturesConfigurationBase');
});

test('the typings are read once', () => {
  const types = declaredTypes('DeviceConfiguration');
  expect(declaredTypes('DeviceConfiguration')).toBe(types);
});
