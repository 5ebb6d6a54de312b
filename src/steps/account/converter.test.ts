import * as fc from 'fast-check';
import { anyObject, anyPayload, anyValue } from '#test/support/anyPayload';
import {
  schemaErrors,
  undocumentedProperties,
} from '#test/support/entityContract';
import { sampleLinks, sampleTenantId } from '#test/support/sampleLinks';
import { toAccountEntity } from './converter';
import { AccountEntity } from './entity';
import { organizationRequest, type OrganizationPayload } from './request';

const P1 = '41781fb2-bc02-4b7c-bd55-b576c07bb09d';
const P2 = 'eec0eb4f-6444-4f95-aba0-50c24d67f998';

const instance = { id: 'instance-1', name: 'Our tenant' };

describe('toAccountEntity', () => {
  it('emits all that Graph says of organization and Intune', () => {
    const entity = toAccountEntity(
      {
        instance,
        organization: {
          id: '84841066-274d-4ec0-a5c1-276be684bdd3',
          assignedPlans: [
            { capabilityStatus: 'Enabled', servicePlanId: P1.toUpperCase() },
            { capabilityStatus: 'Deleted', servicePlanId: P2 },
          ],
          countryLetterCode: 'US',
          createdDateTime: '2021-06-01T08:00:00Z',
          onPremisesSyncEnabled: true,
          tenantType: 'AAD',
          displayName: 'Contoso',
          verifiedDomains: [
            { name: 'contoso.onmicrosoft.com', isDefault: false },
            { name: 'contoso.com', isDefault: true },
            { name: 'contoso.com', isDefault: false },
          ],
        },
        intune: {
          accountId: 'b2c3',
          mdmAuthority: 'intune',
          subscriptionState: 'active',
        },
      },
      sampleLinks,
    );
    expect(entity).toEqual({
      _key: 'microsoft_365_account-instance-1',
      _type: 'microsoft_365_account',
      _class: ['Account'],
      _rawData: [],
      id: '84841066-274d-4ec0-a5c1-276be684bdd3',
      name: 'Contoso',
      displayName: 'Our tenant',
      vendor: 'Microsoft',
      accessURL: `https://entra.microsoft.com/${sampleTenantId}`,
      createdOn: Date.UTC(2021, 5, 1, 8),
      tenantType: 'AAD',
      countryLetterCode: 'US',
      isOnPremisesSyncEnabled: true,
      hasEntraIdP1: true,
      hasEntraIdP2: false,
      organizationName: 'Contoso',
      defaultDomain: 'contoso.com',
      verifiedDomains: ['contoso.onmicrosoft.com', 'contoso.com'],
      intuneAccountId: 'b2c3',
      mobileDeviceManagementAuthority: 'intune',
      intuneSubscriptionState: 'active',
    });
  });

  it('needs nothing but the instance', () => {
    const entity = toAccountEntity({ instance, organization: {}, intune: {} });
    expect(entity).toEqual({
      _key: 'microsoft_365_account-instance-1',
      _type: 'microsoft_365_account',
      _class: ['Account'],
      _rawData: [],
      name: 'Our tenant',
      displayName: 'Our tenant',
      vendor: 'Microsoft',
      organizationName: null,
      verifiedDomains: [],
    });
  });

  it.each([
    [[{ capabilityStatus: 'Warning', servicePlanId: P2 }], false, true],
    [[{ capabilityStatus: 'Suspended', servicePlanId: P2 }], false, false],
    [
      [{ capabilityStatus: 'Enabled', servicePlanId: null }, null],
      false,
      false,
    ],
    [[], false, false],
    [null, undefined, undefined],
    [undefined, undefined, undefined],
  ])('of the plans %j: P1 %j, P2 %j', (plans, hasEntraIdP1, hasEntraIdP2) => {
    const organization = {
      assignedPlans: plans,
    } as unknown as OrganizationPayload;
    const entity = toAccountEntity({ instance, organization, intune: {} });
    expect([entity.hasEntraIdP1, entity.hasEntraIdP2]).toEqual([
      hasEntraIdP1,
      hasEntraIdP2,
    ]);
  });

  it('makes a valid, documented entity of any payload', () => {
    const domains = fc.array(
      fc.oneof(anyValue, anyObject(['name', 'isDefault'])),
    );
    const sources = fc.record({
      instance: fc.constant(instance),
      organization: anyPayload<OrganizationPayload>(organizationRequest, {
        assignedPlans: fc.oneof(
          anyValue,
          fc.array(anyObject(['capabilityStatus', 'servicePlanId'])),
        ),
        verifiedDomains: fc.oneof(anyValue, domains),
      }),
      intune: anyObject(['accountId', 'mdmAuthority', 'subscriptionState']),
    });
    fc.assert(
      fc.property(sources, (source) => {
        const entity = toAccountEntity(source, sampleLinks);
        expect(schemaErrors(entity, AccountEntity)).toEqual([]);
        expect(undocumentedProperties(entity, AccountEntity)).toEqual([]);
        expect(entity).toMatchObject({
          _key: 'microsoft_365_account-instance-1',
          _rawData: [],
        });
      }),
      { numRuns: 500 },
    );
  });
});
