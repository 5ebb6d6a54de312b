/** The table of devices; what host agents and relationships say of them. */
import { flag, text } from '../../../../src/model/values';
import { groups, statesOf } from '../../types';
import {
  column,
  textColumn,
  choiceColumn,
  flagColumn,
  timeColumn,
  countColumn,
  referenceColumn,
  nameColumn,
  idColumn,
  linkColumn,
  shown,
  type TableDefinition,
} from '../columns';
import {
  daysSince,
  eachPair,
  ifCollected,
  OWNER,
  type Filling,
} from '../filling';
import { valuesOf, type Value } from '../table';

export const devicesTable = {
  id: 'devices',
  title: 'Devices',
  singular: 'device',
  types: groups.devices.types,
  columns: [
    nameColumn('Device', 'device'),
    column('choice')('compliant', 'Compliant', shown),
    column('choice')('complianceState', 'Compliance state'),
    referenceColumn('owner', 'Owner', { ...shown, target: 'users' }),
    choiceColumn('osName', 'System', shown),
    choiceColumn('osVersion', 'System version', shown),
    flagColumn('encrypted', 'Encrypted', shown),
    timeColumn('lastSeenOn', 'Last seen', shown),
    countColumn('daysUnseen', 'Days not seen', shown),
    countColumn('compliancePolicies', 'Compliance policies', shown),
    countColumn('openFindings', 'Open findings', shown),
    choiceColumn('ownerType', 'Belongs to', {
      read: ({ ownerType, BYOD }) =>
        text(ownerType) ?? (flag(BYOD) ? 'personal' : undefined),
    }),
    choiceColumn('jailBroken', 'Jail broken', {
      read: ({ jailBroken }) => trueOrFalse(text(jailBroken)),
    }),
    flagColumn('isSharedDevice', 'Shared'),
    choiceColumn('deviceType', 'Type in Intune'),
    choiceColumn('_type', 'Type'),
    choiceColumn('make', 'Manufacturer'),
    choiceColumn('model', 'Model'),
    textColumn('serial', 'Serial number', { pseudonym: 'serial' }),
    choiceColumn('joinType', 'Joined'),
    choiceColumn('deviceEnrollmentType', 'Enrolled by'),
    timeColumn('enrolledDateTime', 'Enrolled'),
    flagColumn('supervised', 'Supervised'),
    choiceColumn('deviceCategoryDisplayName', 'Category', {
      pseudonym: 'name',
    }),
    choiceColumn('partnerReportedThreatState', 'Threat state'),
    choiceColumn('securityPatchLevel', 'Security patch level'),
    choiceColumn('managementAgent', 'Managed by', { read: undefined }),
    timeColumn('managementCertificateExpiresOn', 'Certificate ends', {
      read: undefined,
    }),
    countColumn('applications', 'Applications'),
    idColumn,
    linkColumn,
  ],
} as const satisfies TableDefinition;

export function fillDevices(filling: Filling): void {
  const devices = filling.table('devices');
  for (const column of [
    'compliant',
    'complianceState',
    'managementAgent',
    'managementCertificateExpiresOn',
  ] as const) {
    devices.fill(column, (row) => filling.agents.get(row)?.[column]);
  }
  const owners = new Map<number, number>();
  eachPair(filling, 'userDevices', (user, device, label) => {
    if (label === OWNER) {
      owners.set(device, user);
    }
  });
  devices.fill(
    'owner',
    (row) => owners.get(row) ?? filling.namedOwners.get(row),
  );
  const policies = devices.counter();
  const kinds = valuesOf(filling.table('policies').build(), 'kind');
  eachPair(filling, 'states', (policy, device) => {
    if (kinds[policy] === 'Compliance policy') {
      policies.add(device);
    }
  });
  devices.fill(
    'compliancePolicies',
    ifCollected(filling, statesOf(groups.compliancePolicies.id), policies.of),
  );
  const findings = devices.counter();
  const open = valuesOf(filling.table('findings').build(), 'open');
  for (const [finding, device] of filling.deviceOfFinding) {
    if (open[finding] !== 'No') {
      findings.add(device);
    }
  }
  devices.fill(
    'openFindings',
    ifCollected(filling, groups.findings.types, findings.of),
  );
  const applications = devices.counter();
  eachPair(filling, 'installations', (_, device) => applications.add(device));
  devices.fill(
    'applications',
    ifCollected(filling, groups.detectedApplications.types, applications.of),
  );
  const lastSeen = valuesOf(devices.build(), 'lastSeenOn');
  const enrolled = valuesOf(devices.build(), 'enrolledDateTime');
  // One that never came back after it was enrolled was seen for the last time then.
  devices.fill('daysUnseen', (row) =>
    daysSince(filling, lastSeen[row] ?? enrolled[row]),
  );
}

/** Intune writes a text: True, False, Unknown. */
function trueOrFalse(value: string | undefined): Value {
  const lower = value?.toLowerCase();
  if (lower === 'true' || lower === 'false') {
    return lower === 'true' ? 'Yes' : 'No';
  }
  return lower === 'unknown' ? undefined : value;
}
