import * as fc from 'fast-check';
import { anyIdentified } from '#test/support/anyPayload';
import {
  schemaErrors,
  undocumentedProperties,
} from '#test/support/entityContract';
import { sampleLinks, sampleTenantId } from '#test/support/sampleLinks';
import type { Identified } from '../../../model/keys';
import { managedDevicesRequest, type DevicePayload } from '../request';
import { toHostAgentEntity } from './converter';
import { HostAgentEntity } from './entity';

const id = '4a3b1d2c-0000-4000-8000-000000000001';

const bare = {
  _key: `intune-host-agent:${id}`,
  _type: 'intune_host_agent',
  _class: ['HostAgent'],
  _rawData: [],
  name: 'intune-host-agent',
  displayName: `Intune host agent of ${id}`,
  function: ['endpoint-compliance', 'endpoint-configuration'],
  lastSeenOn: null,
};

describe('toHostAgentEntity', () => {
  it('emits all that Graph says of the management of a device', () => {
    const entity = toHostAgentEntity({
      id,
      deviceName: 'LAPTOP-1',
      complianceState: 'compliant',
      complianceGracePeriodExpirationDateTime: '2024-03-02T08:00:00Z',
      deviceRegistrationState: 'registered',
      enrolledDateTime: '2023-02-02T08:00:00Z',
      managementCertificateExpirationDate: '2025-02-02T08:00:00Z',
      lastSyncDateTime: '2024-02-02T08:00:00Z',
      managementAgent: 'mdm',
      managementState: 'managed',
    });
    expect(entity).toEqual({
      ...bare,
      displayName: 'Intune host agent of LAPTOP-1',
      createdOn: Date.UTC(2023, 1, 2, 8),
      active: true,
      complianceGracePeriodExpiresOn: Date.UTC(2024, 2, 2, 8),
      managementCertificateExpiresOn: Date.UTC(2025, 1, 2, 8),
      lastSeenOn: Date.UTC(2024, 1, 2, 8),
      managementAgent: 'mdm',
      state: 'managed',
      registrationState: 'registered',
      complianceState: 'compliant',
      compliant: true,
      isCompliant: true,
    });
  });

  it('links to the device, whose page shows it', () => {
    expect(toHostAgentEntity({ id }, sampleLinks).webLink).toBe(
      `https://intune.microsoft.com/${sampleTenantId}/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/${id}`,
    );
  });

  it('is named after a device without a name like the device', () => {
    const entity = toHostAgentEntity({ id, managedDeviceName: 'ann_iOS' });
    expect(entity.displayName).toBe('Intune host agent of ann_iOS');
  });

  it('says nothing of what is not known', () => {
    expect(toHostAgentEntity({ id })).toEqual(bare);
    const empty = {
      id,
      deviceName: '',
      lastSyncDateTime: '0001-01-01T00:00:00Z',
    };
    expect(toHostAgentEntity(empty)).toEqual(bare);
  });

  it.each([
    ['MANAGED', 'Registered', 'MDM', 'managed', 'registered', 'mdm'],
    // Not of a closed list: Microsoft adds management agents.
    ['wipePending', 'unknown', 'agentOfTomorrow'],
    [
      'ofTomorrow',
      'ofTomorrow',
      'unknownFutureValue',
      undefined,
      undefined,
      undefined,
    ],
    [
      'unknownFutureValue',
      'UNKNOWNFUTUREVALUE',
      '',
      undefined,
      undefined,
      undefined,
    ],
  ])(
    'state %j, registration %j, agent %j',
    (
      managementState,
      deviceRegistrationState,
      managementAgent,
      ...expected
    ) => {
      const device = {
        id,
        managementState,
        deviceRegistrationState,
        managementAgent,
      } as Identified<DevicePayload>;
      const entity = toHostAgentEntity(device);
      const emitted = [
        entity.state,
        entity.registrationState,
        entity.managementAgent,
      ];
      expect(emitted).toEqual(
        expected.length > 0
          ? expected
          : [managementState, deviceRegistrationState, managementAgent],
      );
    },
  );

  it.each([
    ['compliant', true],
    ['noncompliant', false],
    ['conflict', false],
    ['error', false],
    ['inGracePeriod', false],
    ['unknown', undefined],
    ['configManager', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('complianceState %j: isCompliant is %j', (complianceState, expected) => {
    const device = { id, complianceState } as Identified<DevicePayload>;
    const entity = toHostAgentEntity(device);
    expect(entity.isCompliant).toBe(expected);
    // The deprecated name says the same.
    expect(entity.compliant).toBe(expected);
    // Graph's own names stay as they are.
    expect(entity.complianceState).toBe(complianceState || undefined);
  });

  it.each([
    ['NonCompliant', 'noncompliant'],
    [2, 'noncompliant'],
    ['somethingNew', undefined],
  ])('complianceState %j is shown as %j', (complianceState, expected) => {
    const device = { id, complianceState } as Identified<DevicePayload>;
    expect(toHostAgentEntity(device).complianceState).toBe(expected);
  });

  it('makes a valid, documented entity of any payload', () => {
    fc.assert(
      fc.property(
        anyIdentified<DevicePayload>(managedDevicesRequest),
        (device) => {
          const entity = toHostAgentEntity(device, sampleLinks);
          expect(schemaErrors(entity, HostAgentEntity)).toEqual([]);
          expect(undocumentedProperties(entity, HostAgentEntity)).toEqual([]);
          expect(entity._key).toBe(`intune-host-agent:${device.id}`);
        },
      ),
      { numRuns: 100 },
    );
  });
});
