import * as fc from 'fast-check';
import { anyObject, anyPayload, anyValue } from '#test/support/anyPayload';
import {
  schemaErrors,
  undocumentedProperties,
} from '#test/support/entityContract';
import { toAccountEntity } from './converter';
import { AccountEntity } from './entity';
import { organizationRequest, type OrganizationPayload } from './request';

const instance = { id: 'instance-1', name: 'Our tenant' };

describe('toAccountEntity', () => {
  it('emits all that Graph says of organization and Intune', () => {
    const entity = toAccountEntity({
      instance,
      organization: {
        id: '84841066-274d-4ec0-a5c1-276be684bdd3',
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
    });
    expect(entity).toEqual({
      _key: 'microsoft_365_account-instance-1',
      _type: 'microsoft_365_account',
      _class: ['Account'],
      _rawData: [],
      id: '84841066-274d-4ec0-a5c1-276be684bdd3',
      name: 'Contoso',
      displayName: 'Our tenant',
      vendor: 'Microsoft',
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

  it('makes a valid, documented entity of any payload', () => {
    const domains = fc.array(
      fc.oneof(anyValue, anyObject(['name', 'isDefault'])),
    );
    const sources = fc.record({
      instance: fc.constant(instance),
      organization: anyPayload<OrganizationPayload>(organizationRequest, {
        verifiedDomains: fc.oneof(anyValue, domains),
      }),
      intune: anyObject(['accountId', 'mdmAuthority', 'subscriptionState']),
    });
    fc.assert(
      fc.property(sources, (source) => {
        const entity = toAccountEntity(source);
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
