import * as fc from 'fast-check';
import { findingKey } from '../../model/keys';
import { anyIdentified } from '#test/support/anyPayload';
import {
  schemaErrors,
  undocumentedProperties,
} from '#test/support/entityContract';
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
      device: {
        deviceId: 'device',
        deviceType: 'smartphone',
        status: 'nonCompliant',
        reportedOn,
      },
      severity: high,
    });
    expect(entity).toEqual({
      _key: 'account_policy_device',
      _type: 'intune_noncompliance_finding',
      _class: ['Finding'],
      _rawData: [],
      id: 'account_policy_device',
      name: 'Test iOS policy',
      displayName: 'Test iOS policy',
      assessment: 'Test iOS policy',
      category: 'endpoint',
      severity: 'high',
      numericSeverity: 6,
      open: true,
      status: 'nonCompliant',
      lastProcessedOn: reportedOn,
      lastTestedOn: reportedOn,
      lastUpdatedOn: reportedOn,
    });
  });

  it('makes a valid, documented entity of any policy and any time', () => {
    const open = complianceStatuses.filter(severityOf);
    fc.assert(
      fc.property(
        anyIdentified(compliancePoliciesRequest),
        fc.constantFrom(...open),
        fc.option(fc.integer(), { nil: undefined }),
        fc.uuid(),
        (payload, status, reportedOn, id) => {
          const { _key, displayName } = toCompliancePolicyEntity(payload);
          const entity = toFindingEntity({
            intuneAccountId: id,
            policy: { id: _key, name: displayName ?? _key },
            device: { deviceId: id, deviceType: 'laptop', status, reportedOn },
            severity: severityOf(status) ?? high,
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
