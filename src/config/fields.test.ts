import { credentialFields } from './credentials';
import { configFields, instanceConfigFields, label, textOf } from './fields';

describe('instanceConfigFields', () => {
  it('hides the secret and the private key, and nothing else', () => {
    const masked = Object.entries(instanceConfigFields)
      .filter(([, { mask }]) => mask)
      .map(([name]) => name);
    expect(masked).toEqual(['clientSecret', 'clientCertificate']);
  });

  it('requires nothing: the SDK would name one missing field only', () => {
    const fields = Object.values(instanceConfigFields);
    expect(fields.every(({ optional }) => optional)).toBe(true);
    expect(Object.keys(instanceConfigFields)).toEqual(
      Object.keys(configFields),
    );
  });

  it('names the variables as the command line reads them', () => {
    for (const [name, { environmentVariable }] of Object.entries(
      configFields,
    )) {
      expect(environmentVariable).toBe(
        name.replace(/[A-Z]/g, '_$&').toUpperCase(),
      );
    }
  });
});

describe('the fields of which one is needed', () => {
  it('are those that a credential is read from', () => {
    const declared = Object.entries(configFields)
      .filter(([, { need }]) => need === 'credential')
      .map(([name]) => name);
    expect(declared).toEqual([...credentialFields]);
  });
});

describe('textOf', () => {
  it.each([
    ['a text', 'c', 'c'],
    ['blanks around it', '\tc d\n', 'c d'],
    ['nothing', undefined, ''],
    ['null', null, ''],
    ['a number', 1, ''],
  ])('reads %s', (_, clientId, expected) => {
    expect(textOf({ clientId } as never, 'clientId')).toBe(expected);
  });
});

test('a label names the field and its variable', () => {
  expect(label('clientCertificate')).toBe(
    'clientCertificate (CLIENT_CERTIFICATE in .env)',
  );
});
