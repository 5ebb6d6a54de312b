/** One of everything, all with the same name: what a tenant may call things is nobody's choice. */
import type { StoredEntity, StoredRelationship } from '../collection';
import type { RecordedRun } from '../run';
import type { MadeResult } from './result';

export const hostileNames: readonly string[] = [
  '<img src=x onerror="window.hacked=1">',
  '"><script>window.hacked=1</script>',
  '</script><script>window.hacked=1</script><!--',
  "' onmouseover='window.hacked=1",
  '{{7*7}}${7*7}<%= 7*7 %>',
  'javascript:window.hacked=1',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'undefined',
  '\u202egnp.exe\u202c \u2066a\u2069',
  '\u0000\u0007\u001b[31mred\u001b[0m\r\nnew line\ttab',
  '\ud800 lone surrogate',
  '=HYPERLINK("http://attacker.example","click")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  'x'.repeat(500),
  'W'.repeat(120),
  '\u4f60\u597d'.repeat(100),
  'Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334a\u0351\u036b\u0343\u036a\u0302',
  '   ',
  '&lt;b&gt;&amp;',
  '%00%0a#?&=',
];

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';

/** @param endedAt in ms since the Unix epoch */
export function tenantNamed(name: string, endedAt: number): MadeResult {
  return {
    endedAt,
    entities: entitiesNamed(name, endedAt),
    relationships,
    run: recordNaming(name, endedAt),
  };
}

function entitiesNamed(name: string, endedAt: number): StoredEntity[] {
  const named = { name, displayName: name };
  return [
    {
      ...named,
      _type: 'microsoft_365_account',
      _key: 'account',
      organizationName: name,
      defaultDomain: name,
      id: name,
    },
    {
      ...named,
      _type: 'azure_user',
      _key: 'user',
      id: ID,
      webLink: `https://entra.microsoft.com/#view/user/${ID}`,
      userPrincipalName: name,
      userType: name,
      accountEnabled: true,
      active: true,
      isAdmin: true,
      isMfaEnabled: false,
      mfaType: name,
      jobTitle: name,
      department: name,
      companyName: name,
      directoryRoles: [name],
      licenses: [name],
    },
    {
      ...named,
      _type: 'azure_user_group',
      _key: 'group',
      id: name,
      webLink: name,
      groupTypes: [name],
      membershipRule: name,
      visibility: name,
    },
    { ...named, _type: 'azure_group_member', _key: 'member', memberType: name },
    {
      ...named,
      _type: 'laptop',
      _key: 'device',
      id: ID,
      webLink: `javascript:${name}`,
      osName: name,
      osVersion: name,
      make: name,
      model: name,
      serial: name,
      ownerType: name,
      jailBroken: name,
      encrypted: false,
      deviceCategoryDisplayName: name,
      lastSeenOn: endedAt - 40 * 24 * 60 * 60 * 1_000,
      enrolledDateTime: 9e15,
    },
    {
      ...named,
      _type: 'intune_host_agent',
      _key: 'agent',
      isCompliant: false,
      complianceState: name,
      managementAgent: name,
    },
    {
      ...named,
      _type: 'intune_compliance_policy',
      _key: 'policy',
      policyType: name,
    },
    {
      ...named,
      _type: 'intune_device_configuration',
      _key: 'configuration',
      configurationType: name,
    },
    {
      ...named,
      _type: 'intune_noncompliance_finding',
      _key: 'finding',
      severity: 'high',
      status: name,
      open: true,
    },
    {
      ...named,
      _type: 'intune_detected_application',
      _key: 'detected',
      version: name,
    },
    {
      ...named,
      _type: 'intune_managed_application',
      _key: 'managed',
      publisher: name,
      version: name,
    },
  ];
}

const relationships: readonly StoredRelationship[] = (
  [
    ['azure_user_has_laptop', 'user', 'device'],
    ['azure_user_uses_laptop', 'user', 'device'],
    ['azure_user_group_has_user', 'group', 'user'],
    ['azure_user_group_has_group', 'group', 'group'],
    ['azure_user_group_has_group_member', 'group', 'member'],
    ['intune_host_agent_manages_laptop', 'agent', 'device'],
    [
      'intune_host_agent_assigned_compliance_policy',
      'agent',
      'policy',
      { complianceStatus: 'nonCompliant' },
    ],
    [
      'intune_host_agent_assigned_device_configuration',
      'agent',
      'configuration',
      { complianceStatus: 'error' },
    ],
    ['laptop_has_intune_noncompliance_finding', 'device', 'finding'],
    [
      'intune_compliance_policy_identified_noncompliance_finding',
      'policy',
      'finding',
    ],
    [
      'laptop_installed_intune_detected_application',
      'device',
      'detected',
      { version: '<b>=1</b>' },
    ],
    [
      'laptop_assigned_intune_managed_application',
      'device',
      'managed',
      { installState: 1, installedVersion: '@1' },
    ],
  ] as const
).map(([_type, _fromEntityKey, _toEntityKey, more]) => ({
  ...{ _type, _fromEntityKey, _toEntityKey },
  ...more,
}));

function recordNaming(name: string, endedAt: number): RecordedRun {
  const time = new Date(endedAt).toISOString();
  return {
    id: name,
    version: '0.1.0',
    startedAt: time,
    endedAt: time,
    seconds: 60,
    verdict: 'partial',
    failedSteps: [],
    partialTypes: [],
    events: [{ level: 'warning', name: 'made', stepId: 'made', message: name }],
    leftOut: [{ stepId: 'made', message: name, count: 3 }],
  };
}
