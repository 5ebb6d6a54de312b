import { configFields, instanceConfigFields, loginOf } from './fields';

describe('instanceConfigFields', () => {
  it('hides the secret, and only the secret', () => {
    const masked = Object.entries(instanceConfigFields)
      .filter(([, { mask }]) => mask)
      .map(([name]) => name);
    expect(masked).toEqual(['clientSecret']);
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

describe('loginOf', () => {
  it('takes the blanks around the values away', () => {
    expect(
      loginOf({ tenant: ' t ', clientId: 'c\n', clientSecret: '\ts' }),
    ).toEqual({ tenant: 't', clientId: 'c', clientSecret: 's' });
  });

  it('gives empty texts for what is missing', () => {
    const nothing = { tenant: '', clientId: '', clientSecret: '' };
    expect(loginOf({})).toEqual(nothing);
    expect(loginOf({ tenant: null, clientId: 1 } as never)).toEqual(nothing);
  });
});
