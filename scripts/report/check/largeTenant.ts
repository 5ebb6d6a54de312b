/** The result of a run of a large tenant, made from a fixed seed. */
import type { StoredEntity, StoredRelationship } from '../collection';

export const DEVICES = 50_000;
const USERS = 45_000;
const GROUPS = 500;
const MEMBERSHIPS = 200_000;
const POLICIES = 40;
const POLICIES_OF_DEVICE = 8;
const APPLICATIONS = 4_000;
const APPLICATIONS_OF_DEVICE = 20;
const FINDINGS = 38_000;

const DAY = 24 * 60 * 60 * 1_000;

/** Always the same: a mulberry32 from a fixed seed. */
function createRandom(): (below: number) => number {
  let state = 20;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export function makeLargeTenant(now: number) {
  const random = createRandom();
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => random(16).toString(16)).join('');
  const guid = () => [8, 4, 4, 4, 12].map((digits) => hex(digits)).join('-');
  const one = <Item>(items: readonly Item[]) => items[random(items.length)];
  const list = <Item>(length: number, make: (index: number) => Item) =>
    Array.from({ length }, (_, index) => make(index));
  const named = (_type: string, _key: string, displayName: string) => ({
    ...{ _type, _key, displayName },
    id: _key,
    webLink: `https://intune.microsoft.com/#view/object/${_key}`,
  });
  const keys = (length: number) => list(length, guid);
  const deviceKeys = keys(DEVICES);
  const userKeys = keys(USERS);
  const groupKeys = keys(GROUPS);
  const policyKeys = keys(POLICIES);
  const appKeys = list(APPLICATIONS, (index) => `IntuneDetected:app ${index}`);
  const states = list(DEVICES, () =>
    random(100) < 12 ? 'noncompliant' : 'compliant',
  );
  const entities: StoredEntity[] = [
    ...userKeys.map((key, index) => ({
      ...named('azure_user', key, `${one(firstNames)} ${one(lastNames)}`),
      userPrincipalName:
        `${one(firstNames)}.${one(lastNames)}${index}@contoso.example`.toLowerCase(),
      userType: random(10) === 0 ? 'Guest' : 'Member',
      accountEnabled: random(20) > 0,
      active: true,
      isMfaEnabled: random(3) > 0,
      isAdmin: random(200) === 0,
      lastSignInOn: now - random(200 * DAY),
      department: `Department ${random(60)}`,
      jobTitle: `Job ${random(400)}`,
    })),
    ...groupKeys.map((key, index) => ({
      ...named('azure_user_group', key, `Group ${index}`),
      isSecurityEnabled: true,
    })),
    ...deviceKeys.map((key, index) => ({
      ...named(
        index % 4 === 0 ? 'smartphone' : 'desktop',
        key,
        `DESKTOP-${hex(7)}`.toUpperCase(),
      ),
      osName: index % 4 === 0 ? 'iOS' : 'Windows',
      osVersion: `10.0.${19_000 + random(60) * 50}.${random(40) * 100}`,
      encrypted: random(10) > 0,
      lastSeenOn: now - random(120) * random(DAY),
      enrolledDateTime: now - random(900 * DAY),
      ownerType: random(5) === 0 ? 'personal' : 'company',
      make: one(['Dell Inc.', 'HP', 'LENOVO', 'Apple']),
      model: `Model ${random(80)}`,
      serial: hex(8).toUpperCase(),
      joinType: one(['azureADJoined', 'hybridAzureADJoined']),
    })),
    ...deviceKeys.map((key, index) => ({
      _type: 'intune_host_agent',
      _key: `agent:${key}`,
      isCompliant: states[index] === 'compliant',
      complianceState: states[index],
      managementAgent: 'mdm',
      managementCertificateExpiresOn: now + random(365 * DAY),
    })),
    ...policyKeys.map((key, index) =>
      named(
        index < 12 ? 'intune_compliance_policy' : 'intune_device_configuration',
        key,
        `Policy ${index}`,
      ),
    ),
    ...appKeys.map((key, index) => ({
      _type: 'intune_detected_application',
      _key: key,
      displayName: `Application ${index}`,
    })),
  ];
  const relationships: StoredRelationship[] = [];
  const connect = (
    _type: string,
    from: string,
    to: string,
    more: object = {},
  ) =>
    relationships.push({
      _type,
      _fromEntityKey: from,
      _toEntityKey: to,
      ...more,
    });
  deviceKeys.forEach((key, index) => {
    const type = index % 4 === 0 ? 'smartphone' : 'desktop';
    connect(`azure_user_has_${type}`, one(userKeys), key);
    connect(`intune_host_agent_manages_${type}`, `agent:${key}`, key);
    const first = random(POLICIES);
    for (let at = 0; at < POLICIES_OF_DEVICE; at += 1) {
      const policy = (first + at * 5) % POLICIES;
      connect(
        policy < 12
          ? 'intune_host_agent_assigned_compliance_policy'
          : 'intune_host_agent_assigned_device_configuration',
        `agent:${key}`,
        policyKeys[policy],
        { complianceStatus: random(12) === 0 ? 'nonCompliant' : 'compliant' },
      );
    }
    for (let at = 0; at < APPLICATIONS_OF_DEVICE; at += 1) {
      connect(
        `${type}_installed_intune_detected_application`,
        key,
        one(appKeys),
        {
          version: `${random(20)}.${random(10)}`,
        },
      );
    }
  });
  for (let at = 0; at < MEMBERSHIPS; at += 1) {
    connect('azure_user_group_has_user', one(groupKeys), one(userKeys));
  }
  for (let at = 0; at < FINDINGS; at += 1) {
    const device = random(DEVICES);
    const policy = random(POLICIES);
    const key = `finding ${at}`;
    entities.push({
      _type: 'intune_noncompliance_finding',
      _key: key,
      displayName: `Policy ${policy}`,
      severity: random(5) === 0 ? 'medium' : 'high',
      status: one(['nonCompliant', 'error', 'conflict']),
      open: true,
      lastUpdatedOn: now - random(90 * DAY),
    });
    connect(
      `${device % 4 === 0 ? 'smartphone' : 'desktop'}_has_intune_noncompliance_finding`,
      deviceKeys[device],
      key,
    );
    connect(
      policy < 12
        ? 'intune_compliance_policy_identified_noncompliance_finding'
        : 'intune_device_configuration_identified_noncompliance_finding',
      policyKeys[policy],
      key,
    );
  }
  return { entities, relationships, endedAt: now };
}

const firstNames =
  'Ann Bo Cy Dee Eve Fay Gus Hal Ida Jan Kay Lee Max Ned Oz Pat'.split(' ');
const lastNames =
  'Adler Baker Carter Dixon Evans Fischer Garcia Hughes Iversen Jones Keller Lopez Mayer Novak Olsen Perez'.split(
    ' ',
  );
