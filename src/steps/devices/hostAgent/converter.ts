/** managedDevice -> intune_host_agent */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { timestamp } from '../../../model/dates';
import { hostAgentKey, type Identified } from '../../../model/keys';
import type { WebLinks } from '../../../model/webLinks';
import {
  managementAgentOf,
  readManagementState,
  readRegistrationState,
} from '../enumerations';
import { nameOf } from '../converter';
import type { DevicePayload } from '../request';
import { isCompliantIn, readComplianceState } from '../complianceState';
import { createHostAgentEntity } from './entity';

/** @param links absent: no link */
export function toHostAgentEntity(
  device: Identified<DevicePayload>,
  links?: WebLinks,
): Entity {
  const state = readManagementState(device.managementState);
  const complianceState = readComplianceState(device.complianceState);
  const isCompliant = complianceState && isCompliantIn(complianceState);
  return createHostAgentEntity({
    _key: hostAgentKey(device.id),
    name: 'intune-host-agent',
    displayName: `Intune host agent of ${nameOf(device)}`,
    webLink: links?.to('managedDevice', device.id),
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
