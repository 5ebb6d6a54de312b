import * as fc from 'fast-check';
import { anyIdentified, anyValue } from '#test/support/anyPayload';
import {
  schemaErrors,
  undocumentedProperties,
} from '#test/support/entityContract';
import {
  toCatalogCompliancePolicyEntity,
  toCompliancePolicyEntity,
} from './converter';
import { CompliancePolicyEntity } from './entity';
import {
  catalogCompliancePoliciesRequest,
  compliancePoliciesRequest,
  type CompliancePolicyPayload,
} from './request';

const id = '4a3b1d2c-0000-4000-8000-000000000001';

const bare = {
  _key: id,
  _type: 'intune_compliance_policy',
  _class: ['Configuration', 'ControlPolicy'],
  _rawData: [],
  id,
  name: id,
  displayName: id,
  function: 'endpoint-compliance',
  category: 'compliance',
};

describe('toCompliancePolicyEntity', () => {
  it('emits all that Graph says of a policy', () => {
    const entity = toCompliancePolicyEntity({
      '@odata.type': '#microsoft.graph.iosCompliancePolicy',
      id,
      createdDateTime: '2021-02-17T18:30:00.3790438Z',
      description: 'For phones',
      displayName: 'Test iOS policy',
      lastModifiedDateTime: '2021-02-18T18:30:00Z',
      version: 2,
    });
    expect(entity).toEqual({
      ...bare,
      name: 'Test iOS policy',
      displayName: 'Test iOS policy',
      description: 'For phones',
      version: 2,
      policyType: 'iosCompliancePolicy',
      createdOn: Date.UTC(2021, 1, 17, 18, 30, 0, 379),
      updatedOn: Date.UTC(2021, 1, 18, 18, 30),
    });
  });

  it.each([
    { id },
    { id, description: null, displayName: '', version: undefined },
    { id, createdDateTime: '0001-01-01T00:00:00Z' },
  ])('is silent about what is not known: %j', (policy) => {
    expect(toCompliancePolicyEntity(policy)).toEqual(bare);
  });

  it('makes a valid, documented entity of any payload', () => {
    const policies = anyIdentified<CompliancePolicyPayload>(
      compliancePoliciesRequest,
      { '@odata.type': anyValue },
    );
    fc.assert(
      fc.property(policies, (policy) => {
        const entity = toCompliancePolicyEntity(policy);
        expect(schemaErrors(entity, CompliancePolicyEntity)).toEqual([]);
        expect(undocumentedProperties(entity, CompliancePolicyEntity)).toEqual(
          [],
        );
        expect(entity).toMatchObject({ _key: policy.id, _rawData: [] });
      }),
      { numRuns: 300 },
    );
  });
});

describe('toCatalogCompliancePolicyEntity', () => {
  it('emits all that Graph says of a policy of the Settings Catalog', () => {
    const entity = toCatalogCompliancePolicyEntity({
      id,
      createdDateTime: '2024-02-17T18:30:00Z',
      description: 'For workstations',
      isAssigned: true,
      lastModifiedDateTime: '2024-02-18T18:30:00Z',
      name: 'Linux',
      platforms: 'linux',
      settingCount: 7,
      technologies: 'linuxMdm',
    });
    expect(entity).toEqual({
      ...bare,
      name: 'Linux',
      displayName: 'Linux',
      description: 'For workstations',
      policyType: 'linux (linuxMdm)',
      active: true,
      platforms: ['linux'],
      technologies: ['linuxMdm'],
      settingCount: 7,
      createdOn: Date.UTC(2024, 1, 17, 18, 30),
      updatedOn: Date.UTC(2024, 1, 18, 18, 30),
    });
  });

  it.each<[object, string]>([
    [{ platforms: 'linux', technologies: 'linuxMdm' }, 'linux (linuxMdm)'],
    [{ platforms: 'linux' }, 'linux'],
    [{ technologies: 'linuxMdm' }, 'linuxMdm'],
    [
      { platforms: 'windows10,linux', technologies: 'mdm,microsoftSense' },
      'windows10,linux (mdm,microsoftSense)',
    ],
    [{}, 'deviceManagementCompliancePolicy'],
  ])('calls %j a %s', (policy, policyType) => {
    expect(toCatalogCompliancePolicyEntity({ id, ...policy }).policyType).toBe(
      policyType,
    );
  });

  it.each([
    [{ isAssigned: false, platforms: 'none' }, { active: false }],
    [
      { platforms: ' windows10 ,macOS,windows10', settingCount: 0 },
      { platforms: ['windows10', 'macOS'], settingCount: 0 },
    ],
    [
      {
        isAssigned: null,
        platforms: null,
        technologies: ',',
        settingCount: '3',
      },
      {},
    ],
  ])('of %j is told %j', (payload, expected) => {
    const policy = { id, ...payload } as { id: string };
    const { policyType, ...told } = toCatalogCompliancePolicyEntity(policy);
    expect(told).toEqual({ ...bare, ...expected });
    expect(typeof policyType).toBe('string');
  });

  it('makes a valid, documented entity of any payload', () => {
    fc.assert(
      fc.property(anyIdentified(catalogCompliancePoliciesRequest), (policy) => {
        const entity = toCatalogCompliancePolicyEntity(policy);
        expect(schemaErrors(entity, CompliancePolicyEntity)).toEqual([]);
        expect(undocumentedProperties(entity, CompliancePolicyEntity)).toEqual(
          [],
        );
        expect(entity).toMatchObject({ _key: policy.id, _rawData: [] });
      }),
      { numRuns: 300 },
    );
  });
});
