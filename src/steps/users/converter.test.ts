import * as fc from 'fast-check';
import { anyIdentified, anyObject, anyValue } from '#test/support/anyPayload';
import {
  schemaErrors,
  undocumentedProperties,
} from '#test/support/entityContract';
import { sampleLinks, sampleTenantId } from '#test/support/sampleLinks';
import type { Identified } from '../../model/keys';
import { toUserEntity } from './converter';
import { UserEntity } from './entity';
import type { UserExtras } from './extras';
import { toRegistration } from './extras/registrations';
import type { RegistrationPayload } from './extras/request';
import { usersWithSignInRequest, type UserPayload } from './request';

const id = '4a3b1d2c-0000-4000-8000-000000000001';

const adele: Identified<UserPayload> = {
  id,
  accountEnabled: true,
  assignedLicenses: [{ skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06' }],
  companyName: 'Contoso',
  createdDateTime: '2021-06-01T08:00:00Z',
  displayName: 'Adele Vance',
  department: 'Retail',
  employeeId: '4711',
  employeeType: 'Contractor',
  externalUserState: 'Accepted',
  onPremisesSamAccountName: 'adelev',
  onPremisesSecurityIdentifier: 'S-1-5-21-1-2-3-500',
  onPremisesSyncEnabled: true,
  givenName: 'Adele',
  jobTitle: 'Retail Manager',
  lastPasswordChangeDateTime: '2021-06-02T08:00:00Z',
  mail: 'AdeleV@contoso.com',
  mobilePhone: '+1 425 555 0109',
  officeLocation: '18/2111',
  preferredLanguage: 'en-US',
  surname: 'Vance',
  usageLocation: 'US',
  userPrincipalName: 'adelev@contoso.onmicrosoft.com',
  userType: 'Member',
  signInActivity: {
    lastSignInDateTime: '2021-06-17T16:41:33Z',
    lastNonInteractiveSignInDateTime: '2021-06-18T16:41:33Z',
    lastSuccessfulSignInDateTime: '0001-01-01T00:00:00Z',
  },
};

const extras: UserExtras = {
  registration: {
    // The roles know better.
    isAdmin: false,
    isMfaEnabled: true,
    mfaEnabled: true,
    mfaType: 'mobilePhone',
    isMfaRegistered: true,
    isPasswordlessCapable: false,
  },
  roles: { isAdmin: true, directoryRoles: ['Global Administrator'] },
  licenseNames: new Map([['06ebc4ee-1bb5-47dd-8120-11324bc54e06', 'SPE_E5']]),
};

describe('toUserEntity', () => {
  it('emits all that Graph says of a user', () => {
    expect(toUserEntity(adele, extras, sampleLinks)).toEqual({
      webLink: `https://entra.microsoft.com/${sampleTenantId}/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${id}`,
      _key: id,
      _type: 'azure_user',
      _class: ['User'],
      _rawData: [],
      id,
      name: 'Adele Vance',
      displayName: 'Adele Vance',
      email: ['AdeleV@contoso.com'],
      emailDomain: ['contoso.com'],
      username: ['adelev@contoso.onmicrosoft.com'],
      shortLoginId: ['adelev'],
      firstName: 'Adele',
      lastName: 'Vance',
      givenName: 'Adele',
      surname: 'Vance',
      jobTitle: 'Retail Manager',
      mail: 'AdeleV@contoso.com',
      mobilePhone: '+1 425 555 0109',
      officeLocation: '18/2111',
      preferredLanguage: 'en-US',
      userPrincipalName: 'adelev@contoso.onmicrosoft.com',
      userType: 'Member',
      usageLocation: 'US',
      employeeId: '4711',
      accountEnabled: true,
      active: true,
      isActive: true,
      isGuest: false,
      createdOn: Date.UTC(2021, 5, 1, 8),
      passwordChangedOn: Date.UTC(2021, 5, 2, 8),
      userIds: [id, 'S-1-5-21-1-2-3-500'],
      licenseIds: ['06ebc4ee-1bb5-47dd-8120-11324bc54e06'],
      licenses: ['SPE_E5'],
      companyName: 'Contoso',
      department: 'Retail',
      employeeType: 'Contractor',
      externalUserState: 'Accepted',
      isOnPremisesSyncEnabled: true,
      onPremisesSamAccountName: 'adelev',
      onPremisesSecurityIdentifier: 'S-1-5-21-1-2-3-500',
      isAdmin: true,
      directoryRoles: ['Global Administrator'],
      isMfaEnabled: true,
      mfaEnabled: true,
      mfaType: 'mobilePhone',
      isMfaRegistered: true,
      isPasswordlessCapable: false,
      lastSignInOn: Date.UTC(2021, 5, 17, 16, 41, 33),
      lastNonInteractiveSignInOn: Date.UTC(2021, 5, 18, 16, 41, 33),
      // As the published integration named them.
      lastSignInDateTime: '2021-06-17T16:41:33Z',
      lastNonInteractiveSignInDateTime: '2021-06-18T16:41:33Z',
    });
  });

  it('says null where the schema wants it, and is silent elsewhere', () => {
    expect(toUserEntity({ id })).toEqual({
      _key: id,
      _type: 'azure_user',
      _class: ['User'],
      _rawData: [],
      id,
      name: id,
      displayName: id,
      email: null,
      emailDomain: null,
      username: null,
      shortLoginId: null,
      firstName: null,
      lastName: null,
      givenName: null,
      surname: null,
      jobTitle: null,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      userPrincipalName: null,
      userType: null,
      usageLocation: null,
      accountEnabled: false,
      isGuest: false,
      userIds: [id],
    });
  });

  it('takes isAdmin from the report where roles are not known', () => {
    const { registration } = extras;
    expect(toUserEntity(adele, { registration })).toMatchObject({
      isAdmin: false,
    });
  });

  it.each([
    [{ displayName: 'Adele', userPrincipalName: 'a@x.com' }, 'Adele'],
    [{ displayName: '', userPrincipalName: 'a@x.com' }, 'a@x.com'],
    [{ displayName: null, userPrincipalName: null }, id],
  ])('takes the best name of %j', (names, expected) => {
    const entity = toUserEntity({ id, ...names });
    expect(entity).toMatchObject({ name: expected, displayName: expected });
  });

  it.each([
    [true, { accountEnabled: true, active: true, isActive: true }],
    [false, { accountEnabled: false, active: false, isActive: false }],
  ])('an account that is enabled: %j', (accountEnabled, expected) => {
    expect(toUserEntity({ id, accountEnabled })).toMatchObject(expected);
  });

  it.each([
    ['Guest', 'Guest', true],
    ['guest', 'Guest', true],
    ['MEMBER', 'Member', false],
    ['Contractor', 'Contractor', false],
    ['unknownFutureValue', null, false],
  ])('a %s is a %s', (userType, expected, isGuest) => {
    expect(toUserEntity({ id, userType })).toMatchObject({
      userType: expected,
      isGuest,
    });
  });

  it('does not say that an account of unknown state is inactive', () => {
    const entity = toUserEntity({ id, accountEnabled: null });
    expect(entity.active).toBeUndefined();
    expect(entity.isActive).toBeUndefined();
  });

  it.each([
    ['Guest', true],
    ['Member', false],
    [null, false],
  ])('userType %j: isGuest is %j', (userType, isGuest) => {
    expect(toUserEntity({ id, userType })).toMatchObject({ isGuest, userType });
  });

  it('keeps a mail address that is no valid one out of email only', () => {
    const entity = toUserEntity({ id, mail: 'adèle@contoso.com' });
    expect(entity).toMatchObject({ email: null, mail: 'adèle@contoso.com' });
  });

  it('makes a valid, documented entity of any payload', () => {
    const payloads = anyIdentified<UserPayload>(usersWithSignInRequest, {
      assignedLicenses: fc.oneof(anyValue, fc.array(anyObject(['skuId']))),
      signInActivity: fc.oneof(
        anyValue,
        anyObject([
          'lastSignInDateTime',
          'lastNonInteractiveSignInDateTime',
          'lastSuccessfulSignInDateTime',
        ]),
      ),
    });
    const reported = anyObject([
      'isAdmin',
      'isMfaCapable',
      'isMfaRegistered',
      'isPasswordlessCapable',
      'methodsRegistered',
    ]);
    fc.assert(
      fc.property(payloads, reported, (payload, report) => {
        const registration = toRegistration(report as RegistrationPayload);
        const entity = toUserEntity(
          payload,
          { ...extras, registration },
          sampleLinks,
        );
        expect(schemaErrors(entity, UserEntity)).toEqual([]);
        expect(undocumentedProperties(entity, UserEntity)).toEqual([]);
        expect(entity).toMatchObject({ _key: payload.id, _rawData: [] });
      }),
      { numRuns: 500 },
    );
  });
});
