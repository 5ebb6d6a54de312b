/** .env as the SDK reads it, and what is said of what arrives changed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIntegrationInstanceForLocalExecution } from '@jupiterone/integration-sdk-runtime';
import * as fc from 'fast-check';
import {
  temporaryPlace,
  type TemporaryPlace,
} from '#test/graph/temporaryFiles';
import { createClientCertificate } from '#test/support/clientCertificate';
import { envFileProblems } from './envFile';
import {
  configFields,
  instanceConfigFields,
  type IntegrationConfig,
} from './fields';
import { validateShape } from './validateShape';

const clientId = '6a3c1e0f-7d64-4c2a-9a51-0d3f2b8c9e10';
const names = Object.values(configFields).map((it) => it.environmentVariable);
const environment = { ...process.env };
const directory = process.cwd();
let place: TemporaryPlace;

beforeEach(() => {
  place = temporaryPlace();
  process.chdir(place.path);
});
afterEach(() => {
  process.chdir(directory);
  place.end();
  restore();
});

function restore(): void {
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) delete process.env[name];
  }
}

/** What the SDK makes of a file. */
function delivered(
  lines: string,
  variables: Readonly<Record<string, string>> = {},
): IntegrationConfig {
  restore();
  Object.assign(process.env, variables);
  writeFileSync(join(place.path, '.env'), lines);
  const { config } = createIntegrationInstanceForLocalExecution({
    instanceConfigFields,
    integrationSteps: [],
  });
  return config as IntegrationConfig;
}

/** Everything that is wrong, or undefined. */
function refusalOf(config: IntegrationConfig): string | undefined {
  try {
    validateShape(config);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const withSecret = (line: string) =>
  `CLIENT_ID=${clientId}\nTENANT=contoso.com\n${line}\n`;

describe('a value arrives as it was written', () => {
  test.each<[string, string]>([
    ['CLIENT_SECRET=ab~8Q.x', 'ab~8Q.x'],
    ['CLIENT_SECRET = ab~8Q.x  ', 'ab~8Q.x'],
    ['CLIENT_SECRET="ab~8Q x"', 'ab~8Q x'],
    ["CLIENT_SECRET='ab # 8Q'", 'ab # 8Q'],
    ['CLIENT_SECRET=ab#8Q', 'ab#8Q'],
    ['CLIENT_SECRET=ab=8Q=', 'ab=8Q='],
    ['CLIENT_SECRET=ab"8Q', 'ab"8Q'],
    ['CLIENT_SECRET=ab\\$8Q', 'ab$8Q'],
    ['SUFFIX=8Q\nCLIENT_SECRET=ab${SUFFIX}', 'ab8Q'],
    ['CLIENT_SECRET=old\nCLIENT_SECRET=ab~8Q', 'ab~8Q'],
    ['export CLIENT_SECRET=old\nCLIENT_SECRET=ab~8Q', 'ab~8Q'],
    ['CLIENT_SECRET=ab~8Q\r\n# a comment with $ and "\r\n', 'ab~8Q'],
  ])('%j', (line, secret) => {
    const config = delivered(withSecret(line));
    expect(validateShape(config)).toMatchObject({
      clientId,
      clientSecret: secret,
    });
  });

  test('a certificate on one line', async () => {
    const { pem } = await createClientCertificate();
    const written = pem.replace(/\r?\n/g, '\\n');
    const config = delivered(withSecret(`CLIENT_CERTIFICATE="${written}"`));
    expect(refusalOf(config)).toBeUndefined();
  });

  test('a value of the environment goes first', () => {
    const config = delivered(withSecret('CLIENT_SECRET=ab$8Q # x'), {
      CLIENT_SECRET: 'other~8Q',
    });
    expect(validateShape(config)).toMatchObject({ clientSecret: 'other~8Q' });
  });
});

describe('a value that arrives changed is refused by name and line', () => {
  test.each<[string, string]>([
    ['CLIENT_SECRET=ab$cd8Q', 'has a $'],
    ["CLIENT_SECRET='ab$cd8Q'", 'has a $'],
    ['CLIENT_SECRET="$$"', 'has a $'],
    ['CLIENT_SECRET=$$missing', 'has a $'],
    ['CLIENT_SECRET="$cd8Q"', 'has a $'],
    ['CLIENT_SECRET=ab$', 'has a $'],
    ['CLIENT_SECRET=ab$$8Q', 'has a $'],
    ['CLIENT_SECRET=ab\\$c$d', 'has a $'],
    ['CLIENT_SECRET=ab${NOTHING}8Q', 'has a $'],
    ['CLIENT_SECRET=ab8Q # of July', 'has a comment behind its value'],
    ['CLIENT_SECRET=# of July', 'has a comment behind its value'],
    ['CLIENT_SECRET="ab8Q" # of July', 'has something behind its closing'],
    ["CLIENT_SECRET='ab'8Q", 'has something behind its closing quote'],
    ['CLIENT_SECRET=`ab8Q`', 'stands in backticks'],
    ['export CLIENT_SECRET=ab8Q', 'has the word export before it'],
    ['CLIENT_CERTIFICATE="-----BEGIN X-----\nabc=\n"', 'does not end on its'],
    ['CLIENT_CERTIFICATE=-----BEGIN X-----\nabc=', 'does not end on its line'],
    ['CLIENT_SECRET=""\nab8Q"', 'does not end on its line'],
    ['CLIENT_SECRET="ab"\n8Q"', 'does not end on its line'],
    ['CLIENT_SECRET=ab\n8Q', 'does not end on its line'],
    ['CLIENT_SECRET=$HOME', 'has a $'],
    ['CLIENT_SECRET="ab8Q" ', 'has blanks behind its closing quote'],
    ["CLIENT_SECRET='' \n8Q'", 'has blanks behind its closing quote'],
    ["CLIENT_SECRET='$HOME$PATH'", 'has a $'],
  ])('%j', (line, reason) => {
    const refusal = refusalOf(delivered(withSecret(line)));
    expect(refusal).toMatch(
      /^The configuration is not usable:\n {2}line 3 of \.env: CLIENT_(?:SECRET|CERTIFICATE) /,
    );
    expect(refusal).toContain(reason);
    expect(refusal).not.toContain('8Q');
  });

  test.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'NO_PROXY'])(
    'of %s, whose password would lose its end, too',
    (name) => {
      const refusal = refusalOf(
        delivered(
          withSecret(`CLIENT_SECRET=ab~8Q\n${name}=http://u:p$8Q@proxy`),
        ),
      );
      expect(refusal).toContain(`line 4 of .env: ${name} has a $`);
      expect(refusal).not.toContain('8Q');
    },
  );

  test('a file of certificates, which Node.js reads before .env', () => {
    const variables = { NODE_EXTRA_CA_CERTS: '/etc/ca.pem' };
    const file = { text: 'NODE_EXTRA_CA_CERTS=/etc/ca.pem' };
    const surroundings = { ...file, environment: variables };
    expect(envFileProblems(names, { ...surroundings, before: {} })).toEqual([
      'line 1 of .env: NODE_EXTRA_CA_CERTS is read too late there: set it in the environment [M365-CONFIG-035]',
    ]);
    expect(
      envFileProblems(names, { ...surroundings, before: variables }),
    ).toEqual([]);
  });

  test('all of them at once', () => {
    const refusal = refusalOf(
      delivered(
        `export CLIENT_ID=${clientId}\nTENANT=contoso.com # ours\nCLIENT_SECRET=ab$8Q`,
      ),
    );
    expect(refusal).toContain('line 1 of .env: CLIENT_ID has the word export');
    expect(refusal).toContain('line 2 of .env: TENANT has a comment');
    expect(refusal).toContain('line 3 of .env: CLIENT_SECRET has a $');
  });

  test('also one of the environment that the file names, too', () => {
    const before = { CLIENT_SECRET: 'ab$cd' };
    delivered('CLIENT_SECRET=\n', before);
    const text = 'CLIENT_SECRET=\n';
    expect(
      envFileProblems(names, { text, environment: process.env, before }),
    ).toEqual([
      expect.stringMatching(
        /^line 1 of \.env: CLIENT_SECRET is set in the environment, too/,
      ),
    ]);
  });
});

describe('a name that nothing reads', () => {
  const complete = withSecret('CLIENT_SECRET=ab~8Q');
  const managed = 'AZURE_IDENTITY=managed\n';

  test.each<[string, string]>([
    [withSecret('CLIENT_SECERT=ab~8Q'), 'line 3 of .env: CLIENT_SECERT'],
    [withSecret('export CLIENT_SECERT=ab~8Q'), 'line 3 of .env: CLIENT_SECERT'],
    [
      withSecret('CLIENT_SECRET=\nclientSecret=ab~8Q'),
      'line 4 of .env: clientSecret',
    ],
    [complete.replace('TENANT', 'TENANT_ID'), 'line 2 of .env: TENANT_ID'],
    [complete.replace('CLIENT_ID', 'CLIENTID'), 'line 1 of .env: CLIENTID'],
    [`${complete}CLUOD=china`, 'line 4 of .env: CLUOD'],
    [`${complete}INGESTION_SOURCES=8Q`, 'line 4 of .env: INGESTION_SOURCES'],
    [`${managed}CLIENTID=8Q`, 'line 2 of .env: CLIENTID'],
  ])('is refused by its line: %j', (file, words) => {
    const refusal = refusalOf(delivered(file));
    expect(refusal).toMatch(
      /^The configuration is not usable:\n {2}line \d of \.env: /,
    );
    expect(refusal).toContain(`${words} is not read: did you mean `);
    expect(refusal).not.toContain('8Q');
  });

  test.each([
    `${complete}CLIENT_SECRET_OLD=x\nCLIENT_SECERT=y\nCLIENT_ID2=z`,
    `${complete}CLIENT_CERTIFICATE_FILE=x\nAZURE_IDENTIY=y`,
    `${complete}DISABLED_INGESTION_SOURCES=groups\nINGESTION_SOURCES=x`,
    `${complete}EDITOR=vi\nAZURE_STORAGE_KEY=x\nHTTP_PROXY=http://proxy:1`,
    `${managed}TENANT_ID=x`,
  ])('does no harm where it cannot be meant: %j', (file) => {
    expect(refusalOf(delivered(file))).toBeUndefined();
  });
});

test('a file that the SDK did not read says nothing', () => {
  const text = 'CLIENT_SECRET=ab$cd # x';
  expect(envFileProblems(names, { text, environment: {}, before: {} })).toEqual(
    [],
  );
  expect(
    envFileProblems(names, { text: undefined, environment: {}, before: {} }),
  ).toEqual([]);
});

/** What a secret may be made of, and what is special in files like this one. */
const secrets = fc
  .string({
    minLength: 1,
    maxLength: 40,
    unit: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...'abcXYZ019~._-') },
      { weight: 1, arbitrary: fc.constantFrom(...'$#\'"`\\=\n {}!%&*()') },
    ),
  })
  .map((text) => text.trim())
  .filter((text) => text !== '');

/** Without quotes, a secret is what stands on the line, and has none around it. */
const isPlain = (secret: string) =>
  !secret.includes('\n') && !/^(["']).*\1$/.test(secret);

/** Nobody can tell that a value goes on if its line ends with the quote and the next line looks like another one. */
const isWithin = (quote: string) => (secret: string) =>
  !new RegExp(`(?:^|[^])${quote}[ ]*\\n\\s*(?:#|$|[\\w.-]+\\s*=|\\n)`).test(
    secret,
  );

test.each<[string, string, string, (secret: string) => boolean]>([
  ['without quotes', '', '', isPlain],
  ['after export', 'export ', '', isPlain],
  ['in single quotes', '', "'", isWithin("'")],
  ['in double quotes', '', '"', isWithin('"')],
])(
  'any secret %s arrives whole or is refused by name',
  (_, word, quote, fits) => {
    // With a backslash before it, a $ is written as .env wants it.
    const written = secrets.filter((it) => fits(it) && !it.includes('\\$'));
    fc.assert(
      fc.property(written, (secret) => {
        const line = `${word}CLIENT_SECRET=${quote}${secret}${quote}`;
        const config = delivered(withSecret(line));
        const refusal = refusalOf(config);
        if (refusal === undefined) {
          expect(config.clientSecret).toBe(secret);
        } else {
          expect(refusal).toMatch(/line 3 of \.env: CLIENT_SECRET /);
        }
      }),
      { numRuns: 50 },
    );
  },
);

test('any secret without $ and line breaks arrives whole in single quotes', () => {
  fc.assert(
    fc.property(
      secrets.filter((secret) => !/[$\n]/.test(secret)),
      (secret) => {
        const config = delivered(withSecret(`CLIENT_SECRET='${secret}'`));
        expect(refusalOf(config)).toBeUndefined();
        expect(config.clientSecret).toBe(secret);
      },
    ),
  );
});

describe('a secret in its own file', () => {
  const config = () => ({
    clientId,
    tenant: 'contoso.com',
    clientSecretFile: join(place.path, 'secret'),
  });

  test('arrives whole, whatever it is, without the line break at its end', () => {
    fc.assert(
      fc.property(
        secrets.filter((secret) => !secret.includes('\n')),
        fc.constantFrom('', '\n', '\r\n'),
        (secret, end) => {
          writeFileSync(config().clientSecretFile, `${secret}${end}`);
          expect(refusalOf(config())).toBeUndefined();
        },
      ),
    );
  });

  test.each([
    ['', 'names a file that is empty'],
    [' \n', 'names a file that is empty'],
    ['one\ntwo\n', 'names a file with several lines: the secret alone'],
    [clientId, 'looks like the ID of a secret'],
  ])('that holds %j is refused', (content, reason) => {
    writeFileSync(config().clientSecretFile, content);
    expect(refusalOf(config())).toContain(
      `clientSecretFile (CLIENT_SECRET_FILE in .env) ${reason}`,
    );
  });

  test('that is not there is refused, without its path', () => {
    const refusal = refusalOf(config());
    expect(refusal).toContain('names a file that cannot be read (ENOENT)');
    expect(refusal).not.toContain(place.path);
  });
});
