import { IntegrationValidationError } from '@jupiterone/integration-sdk-core';
import * as fc from 'fast-check';
import type { IntegrationConfig } from './fields';
import { validateShape } from './validateShape';

const GUID = '6a3c1e0f-7d64-4c2a-9a51-0d3f2b8c9e10';
const good = { clientId: GUID, clientSecret: 'hush~8Q', tenant: GUID };

/** The message of the refusal; a configuration that is taken is an error. */
function refusal(config: unknown): string {
  try {
    validateShape(config as IntegrationConfig);
  } catch (error) {
    expect(error).toBeInstanceOf(IntegrationValidationError);
    return error instanceof Error ? error.message : '';
  }
  throw new Error('It should have been refused');
}

/** What the environment has may be named where something is missing. */
beforeEach(() => {
  jest.replaceProperty(process, 'env', {});
});

describe('a good configuration', () => {
  it.each([
    good,
    { ...good, clientId: GUID.toUpperCase() },
    { ...good, tenant: 'contoso.onmicrosoft.com' },
    { ...good, tenant: 'Contoso.com' },
    { ...good, tenant: 'xn--exmple-cua.co.uk' },
    { ...good, includeAdvancedDeviceDetails: true },
    { ...good, includeAdvancedDeviceDetails: false },
    { ...good, includeAdvancedDeviceDetails: undefined },
    { ...good, vulnerabilitySeverities: undefined },
    { ...good, vulnerabilitySeverities: '' },
    { ...good, vulnerabilitySeverities: 'high' },
    {
      ...good,
      vulnerabilitySeverities:
        'informational, low,medium ,high,\tcritical,unknown',
    },
    { ...good, cloud: undefined },
    { ...good, cloud: '' },
    { ...good, cloud: 'global' },
    { ...good, cloud: 'usGovernmentL4' },
    { ...good, cloud: 'usGovernmentL5' },
    { ...good, cloud: 'china' },
    { ...good, clientCertificate: '', azureIdentity: ' ' },
  ])('is handed back: %j', (config) => {
    expect(validateShape(config)).toEqual(config);
  });

  it('loses the blanks that a paste left around its values', () => {
    expect(
      validateShape({
        clientId: ` ${GUID}`,
        clientSecret: 'hush~8Q\n',
        tenant: '\tcontoso.com ',
      }),
    ).toEqual({ ...good, tenant: 'contoso.com' });
  });

  it('may name the tenant by any GUID', () => {
    fc.assert(
      fc.property(fc.uuid(), (tenant) => {
        expect(validateShape({ ...good, tenant }).tenant).toBe(tenant);
      }),
    );
  });

  it('may name the tenant by any domain name', () => {
    fc.assert(
      fc.property(fc.domain(), (tenant) => {
        expect(validateShape({ ...good, tenant }).tenant).toBe(tenant);
      }),
    );
  });
});

describe('a missing field', () => {
  it.each([
    ['clientId', 'CLIENT_ID'],
    ['tenant', 'TENANT'],
  ])('%s is named, with its variable %s', (field, variable) => {
    for (const value of [undefined, null, '', ' ', 1, {}]) {
      expect(refusal({ ...good, [field]: value })).toBe(
        `The configuration is not usable:\n  ${field} (${variable} in .env) is missing [M365-CONFIG-001]`,
      );
    }
  });

  it('does not hide others', () => {
    expect(refusal({})).toBe(
      'The configuration is not usable:\n  clientId (CLIENT_ID in .env) is missing [M365-CONFIG-001]\n  ' +
        'no credential is configured: one of clientSecret (CLIENT_SECRET in .env), clientSecretFile (CLIENT_SECRET_FILE in .env), ' +
        'clientCertificate (CLIENT_CERTIFICATE in .env), clientCertificatePath (CLIENT_CERTIFICATE_PATH in .env) or ' +
        'azureIdentity (AZURE_IDENTITY in .env) is needed [M365-CONFIG-002]\n  tenant (TENANT in .env) is missing [M365-CONFIG-001]',
    );
  });
});

describe('a name in the environment that may have been meant', () => {
  const { clientSecret, ...app } = good;
  const managed = { azureIdentity: 'managed' };
  const hint = (name: string, meant: string) =>
    `  ${name} in the environment is not read: did you mean ${meant}? [M365-CONFIG-036]\n`;

  it.each<[object, string, string, string]>([
    [{ ...good, clientId: '' }, 'CLIENTID', 'CLIENT_ID', 'is missing'],
    [{ ...good, tenant: '' }, 'AZURE_TENANT_ID', 'TENANT', 'is missing'],
    [app, 'CLIENT_SECERT', 'CLIENT_SECRET', 'no credential is configured'],
    [app, 'AZURE_IDENTIY', 'AZURE_IDENTITY', 'no credential is configured'],
  ])('is named for %j: %s', (config, name, meant, problem) => {
    jest.replaceProperty(process, 'env', { [name]: clientSecret });
    const message = refusal(config);
    expect(message).toContain(hint(name, meant));
    expect(message).toContain(problem);
    expect(message).not.toContain(clientSecret);
  });

  it.each<[object, string]>([
    [good, 'CLIENTID'],
    [good, 'CLIENT_SECERT'],
    [good, 'TENANT_ID'],
    [good, 'AZURE_IDENTIY'],
    [good, 'CLOUDS'],
    [good, 'INGESTION_SOURCES'],
    [managed, 'AZURE_TENANT_ID'],
    [managed, 'AZURE_CLIENT_ID'],
  ])('does no harm to %j: %s', (config, name) => {
    jest.replaceProperty(process, 'env', { [name]: 'x' });
    expect(() => validateShape(config as IntegrationConfig)).not.toThrow();
  });
});

describe('a cloud', () => {
  it.each(['Global', 'usGov', 'germany', 'https://graph.microsoft.us', 4, {}])(
    'is refused as %j, with the names that there are',
    (cloud) => {
      expect(refusal({ ...good, cloud })).toBe(
        'The configuration is not usable:\n  cloud (CLOUD in .env) must be one of ' +
          'global, usGovernmentL4, usGovernmentL5, china [M365-CONFIG-011]',
      );
    },
  );

  it('may have blanks around it', () => {
    expect(validateShape({ ...good, cloud: ' china\n' }).cloud).toBe('china');
  });
});

describe('severities', () => {
  it.each([
    'High',
    'severe',
    'high;medium',
    'high,',
    ',',
    'high,,low',
    'none',
    6,
    ['high'],
    {},
    false,
  ])('are refused as %j, with the names that there are', (severities) => {
    expect(refusal({ ...good, vulnerabilitySeverities: severities })).toBe(
      'The configuration is not usable:\n  vulnerabilitySeverities (VULNERABILITY_SEVERITIES in .env) must be a list, ' +
        'with commas between them, of informational, low, medium, high, critical, unknown [M365-CONFIG-013]',
    );
  });

  it('may be nothing but blanks, which is none', () => {
    const config = { ...good, vulnerabilitySeverities: ' \n' };
    expect(() => validateShape(config)).not.toThrow();
  });
});

describe('a malformed field', () => {
  it('is named with all others', () => {
    const message = refusal({
      clientId: 'my app',
      clientSecret: GUID,
      tenant: 'common',
      includeAdvancedDeviceDetails: 'yes',
      cloud: 'moon',
    });
    expect(message).toContain('clientId (CLIENT_ID in .env) must be a GUID');
    expect(message).toContain(
      'clientSecret (CLIENT_SECRET in .env) looks like the ID of a secret',
    );
    expect(message).toContain('tenant (TENANT in .env) must be a tenant id');
    expect(message).toContain(
      'includeAdvancedDeviceDetails (INCLUDE_ADVANCED_DEVICE_DETAILS in .env) must be true or false',
    );
    expect(message).toContain('cloud (CLOUD in .env)');
  });

  it.each([
    'common',
    'organizations',
    'consumers',
    'contoso',
    'https://contoso.com',
    'contoso.com/',
    'contoso.com:443',
    'adele@contoso.com',
    'contoso..com',
    '.contoso.com',
    'contoso.com.',
    '-contoso.com',
    'con toso.com',
    'contoso_x.com',
    '127.0.0.1',
    '../x.com',
    `{${GUID}}`,
    `${GUID}0`,
  ])('%s is no tenant', (tenant) => {
    expect(refusal({ ...good, tenant })).toContain('tenant (TENANT in .env)');
  });

  it.each(['contoso.com', `${GUID}0`, `{${GUID}}`, GUID.replaceAll('-', '')])(
    '%s is no client id',
    (clientId) => {
      expect(refusal({ ...good, clientId })).toContain('CLIENT_ID');
    },
  );

  it('never lets a tenant through that could lead elsewhere', () => {
    const signs = fc.constantFrom('/', ':', '@', '?', '#', '\\', '%', ' x');
    const parts = fc.tuple(fc.domain(), signs, fc.domain());
    fc.assert(
      fc.property(parts, ([before, sign, after]) => {
        const tenant = `${before}${sign}${after}`;
        expect(refusal({ ...good, tenant })).toContain('TENANT');
      }),
    );
  });

  it('is never repeated: it could be the secret, in the wrong place', () => {
    // Long enough not to stand in the message by chance.
    const anySecret = fc
      .oneof(fc.uuid(), fc.string({ minLength: 12 }))
      .filter((secret) => secret.trim().length >= 12);
    fc.assert(
      fc.property(anySecret, (secret) => {
        const message = refusal({
          clientId: `x${secret}`,
          clientSecret: secret,
          tenant: `x ${secret}`,
          cloud: `x${secret}`,
          azureIdentity: `x${secret}`,
          vulnerabilitySeverities: `x${secret}`,
          clientCertificatePath: `/x${secret}`,
        });
        expect(message).not.toContain(secret.trim());
      }),
    );
  });

  it.each(['clientCertificate', 'clientCertificatePath', 'azureIdentity'])(
    'is not repeated when it stands in %s alone',
    (field) => {
      const { clientSecret, ...rest } = good;
      const message = refusal({ ...rest, [field]: `x${clientSecret}` });
      expect(message).toContain(`${field} (`);
      expect(message).not.toContain(clientSecret);
    },
  );
});
