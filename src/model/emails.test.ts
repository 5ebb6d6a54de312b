import { entitySchemas } from '@jupiterone/data-model';
import { EntityValidator } from '@jupiterone/integration-sdk-entity-validator';
import * as fc from 'fast-check';
import { anyValue } from '#test/support/anyPayload';
import { emailDomains, emails, shortLoginId, personProperties } from './emails';

const validator = new EntityValidator({
  schemas: Object.values(entitySchemas),
});

/** Whether the data model itself takes the address. */
function isValid(address: string): boolean {
  const { errors } = validator.validateEntity({
    _key: '0123456789',
    _class: ['UserGroup'],
    _type: 'a_group',
    name: 'name',
    displayName: 'name',
    email: address,
  });
  return errors === null;
}

/** Nearly addresses: made of the signs that matter in one. */
const nearlyAddresses = fc
  .array(
    fc.constantFrom('a', 'Z', '9', '.', '-', '_', '+', "'", '"', '@', 'ä', ' '),
    { minLength: 1, maxLength: 8 },
  )
  .map((signs) => signs.join(''))
  .map((signs) => `${signs}@${signs}.com`);

describe('emails', () => {
  it.each([
    'adele@contoso.com',
    'Adele.Vance@Contoso.COM',
    "o'brien+news@sub.contoso.co.uk",
    'adele_contoso.com#EXT#@fabrikam.onmicrosoft.com',
    'a@b.c',
    'adele@xn--exmple-cua.com',
    '1@1.1',
  ])('lets %s through', (address) => {
    expect(emails(address)).toEqual([address]);
    expect(isValid(address)).toBe(true);
  });

  it.each([
    '',
    'adele',
    'adele@',
    '@contoso.com',
    'adele@localhost',
    'adele@contoso..com',
    'adele@.contoso.com',
    'adele@-contoso.com',
    'adele@contoso.com.',
    '.adele@contoso.com',
    'adele.@contoso.com',
    'ade le@contoso.com',
    ' adele@contoso.com',
    'adele@contoso.com\n',
    'SMTP:adele@contoso.com',
    'adele@vance@contoso.com',
    '"adele vance"@contoso.com',
    'Adele <adele@contoso.com>',
    'adèle@contoso.com',
    'adele@exämple.com',
    'adele@contoso.com; ann@contoso.com',
  ])('leaves %j out', (address) => {
    expect(emails(address)).toEqual([]);
  });

  it('keeps the order and gives each address once', () => {
    expect(emails('b@x.com', 'a@x.com', 'rubbish', null, 'b@x.com')).toEqual([
      'b@x.com',
      'a@x.com',
    ]);
  });

  it('lets nothing through that the data model refuses', () => {
    const anyAddress = fc.oneof(nearlyAddresses, fc.emailAddress(), anyValue);
    fc.assert(
      fc.property(anyAddress, (value) => {
        expect(emails(value).filter((address) => !isValid(address))).toEqual(
          [],
        );
      }),
      { numRuns: 500 },
    );
  });

  it('leaves no address out that the data model takes', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyAddresses, fc.emailAddress()), (address) => {
        expect(emails(address)).toHaveLength(isValid(address) ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('emailDomains', () => {
  it('gives each domain once, in lower case', () => {
    expect(
      emailDomains(['a@Contoso.com', 'b@contoso.COM', 'c@fabrikam.com']),
    ).toEqual(['contoso.com', 'fabrikam.com']);
  });
});

describe('shortLoginId', () => {
  it.each([
    ['adele@contoso.com', 'adele'],
    ['adele_x.com#EXT#@contoso.com', 'adele_x.com#EXT#'],
    ['adele', 'adele'],
    ['@contoso.com', '@contoso.com'],
    ['a@b@c', 'a'],
  ])('of %s is %s', (loginName, expected) => {
    expect(shortLoginId(loginName)).toBe(expected);
  });
});

describe('personProperties', () => {
  it('takes login, mailbox and names', () => {
    expect(
      personProperties({
        mail: 'Adele@Contoso.com',
        userPrincipalName: 'adele@contoso.onmicrosoft.com',
        givenName: 'Adele',
        surname: 'Vance',
      }),
    ).toEqual({
      email: ['Adele@Contoso.com'],
      emailDomain: ['contoso.com'],
      username: ['adele@contoso.onmicrosoft.com'],
      shortLoginId: ['adele'],
      firstName: 'Adele',
      lastName: 'Vance',
    });
  });

  it('does not take a login name for a mailbox', () => {
    const person = personProperties({ userPrincipalName: 'adele@contoso.com' });
    expect(person.email).toBeNull();
    expect(person.username).toEqual(['adele@contoso.com']);
  });

  it('leaves an address out that is none, and its domain', () => {
    const person = personProperties({ mail: 'Adele <adele@contoso.com>' });
    expect(person).toMatchObject({ email: null, emailDomain: null });
  });

  it.each([
    {},
    { mail: null, userPrincipalName: null, givenName: null, surname: null },
    { mail: '', userPrincipalName: ' ', givenName: '', surname: '' },
    { mail: 1, userPrincipalName: {}, givenName: [], surname: true },
  ])('says null where the directory has nothing: %j', (source) => {
    expect(personProperties(source)).toEqual({
      email: null,
      emailDomain: null,
      username: null,
      shortLoginId: null,
      firstName: null,
      lastName: null,
    });
  });
});
