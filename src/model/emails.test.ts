import { entitySchemas } from '@jupiterone/data-model';
import { EntityValidator } from '@jupiterone/integration-sdk-entity-validator';
import * as fc from 'fast-check';
import { anyValue } from '#test/support/anyPayload';
import { emailDomains, emails, shortLoginId } from './emails';

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
