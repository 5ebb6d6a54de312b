import { personProperties } from './person';

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
