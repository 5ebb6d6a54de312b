/** managedDevice -> intune_host_agent */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { timestamp } from '../../../model/dates';
import { hostAgentKey, type Identified } from '../../../model/keys';
import { known } from '../../../model/values';
import {
  managementAgentOf,
  readManagementState,
  readRegistrationState,
} from '../enumerations';
import type { DevicePayload } from '../request';
import { isCompliantIn, readComplianceState } from '../complianceState';
import { createHostAgentEntity } from './entity';

export function toHostAgentEntity(device: Identified<DevicePayload>): Entity {
  const deviceName = known(device.deviceName) ?? device.id;
  const state = readManagementState(device.managementState);
  const complianceState = readComplianceState(device.complianceState);
  const isCompliant = complianceState && isCompliantIn(complianceState);
  return createHostAgentEntity({
    _key: hostAgentKey(device.id),
    name: 'intune-host-agent',
    displayName: `Intune host agent of ${deviceName}`,
    function: ['endpoint-compliance', 'endpoint-configuration'],
    createdOn: timestamp(device.enrolledDateTime),
    lastSeenOn: timestamp(device.lastSyncDateTime) ?? null,
    active: state === undefined ? undefined : state === 'managed',
    managementAgent: managementAgentOf(device.managementAgent),
    state,
    registrationState: readRegistrationState(device.deviceRegistrationState),
    complianceState,
    compliant: isCompliant,
    isCompliant,
    complianceGracePeriodExpiresOn: timestamp(
      device.complianceGracePeriodExpirationDateTime,
    ),
    managementCertificateExpiresOn: timestamp(
      device.managementCertificateExpirationDate,
    ),
  });
}
