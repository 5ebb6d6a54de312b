import { scriptedStep } from '#test/support/stepContext';
import type { ListedDevice } from '../devices/listedDevices';
import { emitFindings } from './emitFindings';
import {
  configurationIdentifiedFinding,
  hostAgentAssignedConfiguration,
  hostAgentAssignedPolicy,
  policyIdentifiedFinding,
} from './relationships';
import { complianceStatuses, type ComplianceStatus } from './status';
import { StatusTable, type StatusRow } from './statusTable';

const compliance = {
  hasGracePeriod: true,
  agentAssigned: hostAgentAssignedPolicy,
  policyIdentified: policyIdentifiedFinding,
};

const policies = ['p1', 'p2'].map((id) => ({ id, name: `Policy ${id}` }));

/** What is emitted for rows, on devices that are all laptops unless said otherwise. */
async function emitted(
  rows: readonly StatusRow[],
  definitions = compliance,
  devices = new Map<string, ListedDevice>(
    rows.map(({ deviceId }) => [deviceId, { type: 'laptop' }]),
  ),
  vulnerabilitySeverities?: string,
) {
  const index = new Map(policies.map((policy) => [policy.id, policy]));
  const table = new StatusTable(devices, index);
  rows.forEach((row) => table.add(row));
  const { context } = scriptedStep([]);
  const config = { vulnerabilitySeverities };
  const instance = { ...context.instance, config };
  await emitFindings(
    { ...context, instance },
    'account',
    policies,
    table,
    definitions,
  );
  await context.emission.flush();
  const { collectedEntities, collectedRelationships } = context.jobState;
  return {
    findings: collectedEntities,
    relationships: collectedRelationships,
    ends: collectedRelationships.map(
      ({ _type, _fromEntityKey, _toEntityKey }) =>
        `${String(_fromEntityKey)} ${_type} ${String(_toEntityKey)}`,
    ),
  };
}

const row = (
  status: ComplianceStatus,
  deviceId = 'd1',
  policyId = 'p1',
): StatusRow => ({ policyId, deviceId, status, reportedOn: 7 });

const assigned =
  'intune-host-agent:d1 intune_host_agent_assigned_compliance_policy p1';
const identified =
  'p1 intune_compliance_policy_identified_noncompliance_finding account_p1_d1';
const has = 'd1 laptop_has_intune_noncompliance_finding account_p1_d1';

describe('emitFindings', () => {
  it.each<[ComplianceStatus, string | undefined, string[]]>([
    ['notAssigned', undefined, []],
    ['notApplicable', undefined, []],
    ['compliant', undefined, [assigned]],
    ['remediated', undefined, [assigned]],
    ['unknown', 'medium', [assigned, identified, has]],
    ['conflict', 'high', [assigned, identified, has]],
    ['error', 'high', [assigned, identified, has]],
    ['nonCompliant', 'high', [assigned, identified, has]],
  ])('%s: a finding of severity %s', async (status, severity, expected) => {
    const { findings, relationships, ends } = await emitted([row(status)]);
    expect(ends).toEqual(expected);
    expect(findings).toMatchObject(
      severity
        ? [
            {
              _key: 'account_p1_d1',
              name: 'Policy p1',
              assessment: 'Policy p1',
              severity,
              status,
              lastTestedOn: 7,
            },
          ]
        : [],
    );
    expect(
      relationships.filter(({ _class }) => _class === 'ASSIGNED'),
    ).toMatchObject(
      expected.slice(0, 1).map(() => ({ complianceStatus: status })),
    );
  });

  it.each<[ComplianceStatus, boolean | undefined]>([
    ['compliant', true],
    ['remediated', false],
    ['nonCompliant', false],
    ['error', false],
    ['conflict', false],
    ['unknown', undefined],
  ])('%s: compliant is %j', async (status, compliant) => {
    const { relationships } = await emitted([row(status)]);
    expect(relationships[0]).toMatchObject({ complianceStatus: status });
    expect(relationships[0].compliant).toBe(compliant);
  });

  it.each([
    [undefined, ['d1', 'd2']],
    ['', ['d1', 'd2']],
    [' \n', ['d1', 'd2']],
    ['high', ['d1']],
    [' medium ', ['d2']],
    ['low, high,\tmedium', ['d1', 'd2']],
    ['informational,low,critical,unknown', []],
  ])(
    'leaves out findings, and no assignment, when the severities are %j',
    async (severities, expected) => {
      const { findings, ends } = await emitted(
        [row('error', 'd1'), row('unknown', 'd2')],
        compliance,
        undefined,
        severities,
      );
      expect(findings.map(({ _key }) => _key)).toEqual(
        expected.map((id) => `account_p1_${id}`),
      );
      const counts = ['assigned', 'identified', 'has_intune'].map(
        (verb) => ends.filter((each) => each.includes(`_${verb}_`)).length,
      );
      expect(counts).toEqual([2, expected.length, expected.length]);
    },
  );

  it('says the same of configurations, in their own words', async () => {
    const { ends } = await emitted([row('error')], {
      hasGracePeriod: false,
      agentAssigned: hostAgentAssignedConfiguration,
      policyIdentified: configurationIdentifiedFinding,
    });
    expect(ends).toEqual([
      'intune-host-agent:d1 intune_host_agent_assigned_device_configuration p1',
      'p1 intune_device_configuration_identified_noncompliance_finding account_p1_d1',
      has,
    ]);
  });

  it('goes by the type of each device', async () => {
    const rows = [row('error', 'd1'), row('error', 'd2')];
    const { ends } = await emitted(
      rows,
      compliance,
      new Map<string, ListedDevice>([
        ['d1', { type: 'server' }],
        ['d2', { type: 'user_endpoint' }],
      ]),
    );
    expect(ends).toEqual(
      expect.arrayContaining([
        'd1 server_has_intune_noncompliance_finding account_p1_d1',
        'd2 user_endpoint_has_intune_noncompliance_finding account_p1_d2',
      ]),
    );
  });

  it('makes one finding of the rows of several users, and one of each policy', async () => {
    const { findings } = await emitted([
      row('nonCompliant'),
      row('compliant'),
      row('nonCompliant'),
      row('error', 'd1', 'p2'),
    ]);
    expect(findings.map(({ _key }) => _key)).toEqual([
      'account_p1_d1',
      'account_p2_d1',
    ]);
  });

  it('emits all of them, however many', async () => {
    const count = 1_100;
    const rows = Array.from({ length: count }, (_, index) =>
      row(complianceStatuses[4], `d${index}`),
    );
    const { findings, relationships } = await emitted(rows);
    expect(new Set(findings.map(({ _key }) => _key)).size).toBe(count);
    expect(new Set(relationships.map(({ _key }) => _key)).size).toBe(3 * count);
  });

  it('emits nothing of a policy without rows', async () => {
    expect(await emitted([])).toMatchObject({ findings: [], ends: [] });
  });
});
