import { toUserEntity } from '../../src/steps/users/converter';
import { UserEntity } from '../../src/steps/users/entity';
import {
  isDictionary,
  schemaErrors,
  undocumentedProperties,
} from './entityContract';

const user = toUserEntity({ id: '4a3b1d2c-0000-4000-8000-000000000001' });

describe('schemaErrors', () => {
  it('has nothing to say of a good entity', () => {
    expect(schemaErrors(user, UserEntity)).toEqual([]);
  });

  it.each([
    ['of its own schema', { lastSignInOn: 'yesterday' }, 'lastSignInOn'],
    ['of its class', { email: ['rubbish'] }, 'email/0'],
    ['of every entity', { _key: 'short' }, '_key'],
  ])('sees a fault against a property %s', (_, fault, property) => {
    const errors = schemaErrors({ ...user, ...fault }, UserEntity);
    expect(errors.map((error) => error.property)).toContain(property);
  });

  it('refuses to judge an entity without a schema', () => {
    const undeclared = { ...UserEntity, schema: undefined };
    expect(() => schemaErrors(user, undeclared)).toThrow(/without a schema/);
  });
});

describe('undocumentedProperties', () => {
  it('knows the properties of the entity, of its class and of every entity', () => {
    const documented = { ...user, jobTitle: '', isActive: true, createdOn: 1 };
    expect(undocumentedProperties(documented, UserEntity)).toEqual([]);
  });

  it('names what nobody documents', () => {
    const odd = { ...user, displayname: 'x', hostname: 'y', _internal: 1 };
    expect(undocumentedProperties(odd, UserEntity)).toEqual([
      'displayname',
      'hostname',
    ]);
  });

  it('goes by the classes when there is no schema', () => {
    const metadata = { ...UserEntity, schema: undefined };
    const entity = { ...user, userType: null };
    expect(undocumentedProperties(entity, metadata)).toContain('userType');
    expect(undocumentedProperties(entity, metadata)).not.toContain('email');
  });
});

test('isDictionary tells an entity that something was deleted from', () => {
  expect(isDictionary(user)).toBe(false);
  const { isGuest, ...others } = user;
  const deleted: typeof user = { ...others, isGuest };
  delete deleted.mail;
  expect(isDictionary(deleted)).toBe(true);
});
