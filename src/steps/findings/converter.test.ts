import * as fc from 'fast-check';
import { findingKey } from '../../model/keys';
import { anyIdentified } from '#test/support/anyPayload';
import {
  schemaErrors,
  undocumentedProperties,
} from '#test/support/entityContract';
import { sampleLinks, sampleTenantId } from '#test/support/sampleLinks';
import { nameOf } from '../devices/converter';
import { managedDevicesRequest } from '../devices/request';
import { toCompliancePolicyEntity } from '../compliancePolicies/converter';
import { compliancePoliciesRequest } from '../compliancePolicies/request';
import { toFindingEntity } from './converter';
import { FindingEntity } from './entity';
import { complianceStatuses, severityOf } from './status';

const high = { severity: 'high', numericSeverity: 6 };

describe('toFindingEntity', () => {
  it('emits what is known of an open status', () => {
    const reportedOn = Date.UTC(2021, 2, 8, 16, 23, 55);
    const entity = toFindingEntity({
      intuneAccountId: 'account',
      policy: { id: 'policy', name: 'Test iOS policy' },
      status: {
        deviceId: 'device',
        device: {
          type: 'smartphone',
          name: "Ann's iPhone",
          gracePeriodExpiresOn: 9,
        },
        status: 'nonCompliant',
        reportedOn,
      },
      severity: high,
      hasGracePeriod: true,
      links: sampleLinks,
    });
    expect(entity).toEqual({
      _key: 'account_policy_device',
      _type: 'intune_noncompliance_finding',
      _class: ['Finding'],
      _rawData: [],
      id: 'account_policy_device',
      name: 'Test iOS policy',
      displayName: 'Test iOS policy',
      webLink: `https://intune.microsoft.com/${sampleTenantId}/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/compliance/mdmDeviceId/device`,
      assessment: 'Test iOS policy',
      category: 'endpoint',
      severity: 'high',
      numericSeverity: 6,
      priority: 'high',
      open: true,
      status: 'nonCompliant',
      targets: ["Ann's iPhone"],
      reporter: 'Microsoft Intune',
      reportedOn,
      updatedOn: reportedOn,
      gracePeriodExpiresOn: 9,
      lastProcessedOn: reportedOn,
      lastTestedOn: reportedOn,
      lastUpdatedOn: reportedOn,
    });
  });

  it('says nothing of the grace period of other policies', () => {
    const entity = toFindingEntity({
      intuneAccountId: 'account',
      policy: { id: 'policy', name: 'Wi-Fi' },
      status: {
        deviceId: 'device',
        device: { type: 'laptop', gracePeriodExpiresOn: 9 },
        status: 'error',
      },
      severity: high,
      hasGracePeriod: false,
    });
    expect(entity.gracePeriodExpiresOn).toBeUndefined();
    // A device without a name is known by its id.
    expect(entity).toMatchObject({ targets: ['device'] });
  });

  it('makes a valid, documented entity of any policy and any time', () => {
    const open = complianceStatuses.filter(severityOf);
    fc.assert(
      fc.property(
        anyIdentified(compliancePoliciesRequest),
        fc.constantFrom(...open),
        fc.option(fc.integer(), { nil: undefined }),
        fc.uuid(),
        anyIdentified(managedDevicesRequest),
        (payload, status, reportedOn, id, device) => {
          const { _key, displayName } = toCompliancePolicyEntity(payload);
          const entity = toFindingEntity({
            intuneAccountId: id,
            policy: { id: _key, name: displayName ?? _key },
            status: {
              deviceId: id,
              device: { type: 'laptop', name: nameOf(device) },
              status,
              reportedOn,
            },
            severity: severityOf(status) ?? high,
            hasGracePeriod: true,
            links: sampleLinks,
          });
          expect(schemaErrors(entity, FindingEntity)).toEqual([]);
          expect(undocumentedProperties(entity, FindingEntity)).toEqual([]);
          expect(entity._key).toBe(findingKey(id, _key, id));
        },
      ),
      { numRuns: 200 },
    );
  });
});
