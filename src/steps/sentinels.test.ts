/** No converter emits a sentinel, or decides anything by one. */
import type { Entity } from '@jupiterone/integration-sdk-core';
import * as fc from 'fast-check';
import { anyPayload } from '#test/support/anyPayload';
import { identified } from '../model/keys';
import {
  isSentinel,
  isSentinelTime,
  sentinelTable,
  type SentinelKind,
} from '../model/sentinels';
import { toAccountEntity } from './account/converter';
import { toCompliancePolicyEntity } from './compliancePolicies/converter';
import { compliancePoliciesRequest } from './compliancePolicies/request';
import { toDeviceConfigurationEntity } from './deviceConfigurations/converter';
import type { ConfigurationPayload } from './deviceConfigurations/request';
import { toDeviceEntity } from './devices/converter';
import { deviceDetailsRequest, managedDevicesRequest } from './devices/request';
import { toGroupMemberEntity } from './groupMembers/converter';
import type { MemberPayload } from './groupMembers/request';
import { toGroupEntity } from './groups/converter';
import { groupsRequest } from './groups/request';
import { toHostAgentEntity } from './devices/hostAgent/converter';
import { toManagedApplicationEntity } from './managedApplications/converter';
import type { ManagedApplicationPayload } from './managedApplications/request';
import { toUserEntity } from './users/converter';
import { usersWithSignInRequest } from './users/request';

const id = '4a3b1d2c-0000-4000-8000-000000000001';

/** Every value of the table, in several cases, with blanks, with a time of the day. */
const sentinel = fc
  .constantFrom(
    '',
    ...sentinelTable.flatMap(({ values }) => values),
    ...['0', '000000000000', 'SN-12345', '1234567890'],
  )
  .chain((value) =>
    fc.constantFrom(
      ...[value, value.toUpperCase(), value.toLowerCase(), ` ${value} `],
      ...[`${value}T00:00:00Z`, `${value}T23:59:59.9999999Z`],
    ),
  )
  .filter((value) => value === value.trim() || value.trim() !== '');

const nested = fc.record({
  isDefault: fc.constant(true),
  ...Object.fromEntries(
    [
      'name',
      'ipAddressV4',
      'deviceFullQualifiedDomainName',
      'lastUpdateDateTime',
      'lastSignInDateTime',
      'lastNonInteractiveSignInDateTime',
      'lastSuccessfulSignInDateTime',
    ].map((name) => [name, sentinel]),
  ),
  wiredIPv4Addresses: fc.array(sentinel),
});

const objects = [
  'hardwareInformation',
  'deviceHealthAttestationState',
  'signInActivity',
];

/** What the request selects, each property with a sentinel or with several. */
function sentinelsFor<Payload>(
  request: Parameters<typeof anyPayload<Payload>>[0],
) {
  const names = request.query.$select.split(',');
  const special = Object.fromEntries(
    names.map((name) => [name, objects.includes(name) ? nested : sentinel]),
  );
  return anyPayload(request, { ...special, groupTypes: fc.array(sentinel) });
}

const names = (...own: string[]) =>
  fc.record(Object.fromEntries(own.map((name) => [name, sentinel])));

const application = names(
  ...['displayName', 'description', 'owner', 'publisher', 'developer'],
  ...['publishingState', 'version', 'packageId', 'createdDateTime'],
  ...['lastModifiedDateTime', 'privacyInformationUrl', '@odata.type'],
);
const member = names('displayName', 'userPrincipalName', 'mail', '@odata.type');
const configuration = names(
  ...['displayName', 'name', 'description', '@odata.type', 'createdDateTime'],
);
const intune = names('accountId', 'mdmAuthority', 'subscriptionState');

const withId = <Payload extends { id?: unknown }>(payload: Payload) =>
  identified([{ ...payload, id }])[0];

const converters: Readonly<Record<string, fc.Arbitrary<Entity>>> = {
  account: fc
    .record({
      instance: fc.constant({ id: 'instance', name: 'Name' }),
      organization: fc
        .tuple(names('id', 'displayName'), fc.array(nested))
        .map(([own, verifiedDomains]) => ({ ...own, verifiedDomains })),
      intune,
    })
    .map((source) =>
      toAccountEntity(source as Parameters<typeof toAccountEntity>[0]),
    ),
  user: sentinelsFor(usersWithSignInRequest).map((payload) =>
    toUserEntity(withId(payload)),
  ),
  group: sentinelsFor(groupsRequest).map((payload) =>
    toGroupEntity(withId(payload)),
  ),
  groupMember: member.map((payload) =>
    toGroupMemberEntity(withId<MemberPayload>(payload)),
  ),
  device: fc
    .tuple(
      sentinelsFor(managedDevicesRequest),
      sentinelsFor(deviceDetailsRequest),
    )
    .map(([device, details]) => toDeviceEntity(withId(device), details)),
  hostAgent: sentinelsFor(managedDevicesRequest).map((payload) =>
    toHostAgentEntity(withId(payload)),
  ),
  compliancePolicy: sentinelsFor(compliancePoliciesRequest).map((payload) =>
    toCompliancePolicyEntity(withId(payload)),
  ),
  configuration: configuration.map((payload) =>
    toDeviceConfigurationEntity(withId<ConfigurationPayload>(payload), 'type'),
  ),
  application: application.map((payload) =>
    toManagedApplicationEntity(
      withId(payload as unknown as ManagedApplicationPayload),
    ),
  ),
};

/** The kind that a property of a device is of; all others are texts. */
const kinds: Readonly<Record<string, Exclude<SentinelKind, 'date'>>> = {
  ...Object.fromEntries(
    [
      ...['serial', 'serialNumber', 'hardwareSerial', 'udid', 'imei', 'meid'],
      ...['iccid', 'phoneNumber', 'easDeviceId'],
    ].map((name) => [name, 'identifier'] as const),
  ),
  ...Object.fromEntries(
    [
      ...['make', 'model', 'hardwareVendor', 'hardwareManufacturer'],
      ...['hardwareModel', 'hardwareVersion'],
    ].map((name) => [name, 'model'] as const),
  ),
  wifiMacAddress: 'mac',
  ethernetMacAddress: 'mac',
  macAddress: 'mac',
  macAddresses: 'mac',
  ipAddress: 'ip',
  ipv4Addresses: 'ip',
  ipv6Addresses: 'ip',
};

function sentinelsIn(entity: Entity): string[] {
  return Object.entries(entity).flatMap(([name, value]) =>
    [value].flat().flatMap((each: unknown) => {
      const isOne =
        typeof each === 'string'
          ? each === '' || isSentinel(kinds[name] ?? 'text', each.trim())
          : typeof each === 'number' &&
            /On$|DateTime$/.test(name) &&
            isSentinelTime(each);
      return isOne ? [`${name}: ${String(each)}`] : [];
    }),
  );
}

/** What no sentinel decides. */
const decidedIn = (entity: Entity): string[] => [
  ...['BYOD', 'managed', 'isCompliant', 'active'].filter(
    (name) => entity[name] !== undefined,
  ),
  ...['isGuest', 'isPublished'].filter((name) => entity[name] === true),
];

test.each(Object.entries(converters))('%s', (_name, entities) => {
  fc.assert(
    fc.property(entities, (entity) => {
      expect([...sentinelsIn(entity), ...decidedIn(entity)]).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
