/** Which policies have states, and where: nobody has published it of the catalog's compliance policies, nor of intents. */
import { hasStates } from './statusRows';

const catalog = 'DeviceManagementCompliancePolicy';
const intent = 'Microsoft.Management.Services.Api.DeviceManagementIntent';
const classic = 'Microsoft.Management.Services.Api.DeviceCompliancePolicy';

test.each([
  [catalog, 'everywhere', true, true],
  [catalog, 'exports', true, false],
  [catalog, 'reports', false, true],
  [catalog, 'nowhere', false, false],
  [classic, 'nowhere', true, true],
] as const)(
  '%s with %s: exports %s, reports %s',
  (baseType, catalogComplianceStates, ...expected) => {
    const reportedAs = {
      catalogComplianceStates,
      intentsInPolicyReports: true,
    };
    expect(
      (['exports', 'reports'] as const).map((via) =>
        hasStates(baseType, via, reportedAs),
      ),
    ).toEqual(expected);
  },
);

test.each([true, false])('intents in reports: %s', (intentsInPolicyReports) => {
  const reportedAs = {
    catalogComplianceStates: 'everywhere',
    intentsInPolicyReports,
  } as const;
  expect(hasStates(intent, 'exports', reportedAs)).toBe(true);
  expect(hasStates(intent, 'reports', reportedAs)).toBe(intentsInPolicyReports);
});
