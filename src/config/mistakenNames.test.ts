/** Names that were meant for ours, and names that were not. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { networkVariables } from '../graph/network/proxy';
import { configFields } from './fields';
import { mistakenNames } from './mistakenNames';

const fields = Object.values(configFields).map((it) => it.environmentVariable);
const variables = [...fields, 'DISABLED_INGESTION_SOURCES'];
const unset = variables.map((name) => ({ name, isNeeded: true }));
const unneeded = variables.map((name) => ({ name, isNeeded: false }));
const VALUE = 'ab~8Q';

const inFile = (name: string) => ({
  text: `# ours\n${name}=${VALUE}\n`,
  environment: {},
});
const inEnvironment = (name: string) => ({
  text: undefined,
  environment: { [name]: VALUE },
});

test.each([
  ['CLIENT_SECERT', 'CLIENT_SECRET'],
  ['CLIENT_SECRT', 'CLIENT_SECRET'],
  ['CLEINT_SECERT', 'CLIENT_SECRET'],
  ['clientSecret', 'CLIENT_SECRET'],
  ['CLIENT-SECRET', 'CLIENT_SECRET'],
  ['AZURE_CLIENT_SECRET', 'CLIENT_SECRET'],
  ['CLIENT_SECRET_PATH', 'CLIENT_SECRET_FILE'],
  ['CLIENT_CERTIFICATE_FILE', 'CLIENT_CERTIFICATE_PATH'],
  ['CLIENT_CERTIFCATE', 'CLIENT_CERTIFICATE'],
  ['CLIENTID', 'CLIENT_ID'],
  ['client_id', 'CLIENT_ID'],
  ['CLIENT_DI', 'CLIENT_ID'],
  ['AZURE_CLIENT_ID', 'CLIENT_ID'],
  ['APPLICATION_ID', 'CLIENT_ID'],
  ['TENNANT', 'TENANT'],
  ['tenant', 'TENANT'],
  ['TENANT_ID', 'TENANT'],
  ['tenantId', 'TENANT'],
  ['AZURE_TENANT_ID', 'TENANT'],
  ['DIRECTORY_ID', 'TENANT'],
  ['CLOUDS', 'CLOUD'],
  ['INCLUDE_ADVANCED_DEVICES_DETAIL', 'INCLUDE_ADVANCED_DEVICE_DETAILS'],
  ['VULNERABILITY_SEVERITES', 'VULNERABILITY_SEVERITIES'],
  ['INGESTION_SOURCES', 'DISABLED_INGESTION_SOURCES'],
  ['DISABLE_INGESTION_SOURCES', 'DISABLED_INGESTION_SOURCES'],
])('%s was meant for %s', (name, meant) => {
  expect(mistakenNames(unset, inFile(name))).toEqual([
    `line 2 of .env: ${name} is not read: did you mean ${meant}? [M365-CONFIG-036]`,
  ]);
  expect(mistakenNames(unneeded, inFile(name))).toHaveLength(1);
  expect(mistakenNames(unset, inEnvironment(name))).toEqual([
    `${name} in the environment is not read: did you mean ${meant}? [M365-CONFIG-036]`,
  ]);
  expect(mistakenNames(unneeded, inEnvironment(name))).toEqual([]);
});

test.each([
  'PATH',
  'HOME',
  'CLIENT',
  'TENT',
  'SECRET',
  'SSH_CLIENT',
  'CLOUDSDK_CONFIG',
  'COULD_BE',
  'AZURE_AUTHORITY_HOST',
  'AZURE_CONFIG_DIR',
  'AZURE_FEDERATED_TOKEN_FILE',
  'AZURE_STORAGE_KEY',
  'AZURE_SUBSCRIPTION_ID',
  'HTTP_PROXY',
  'LOG_LEVEL',
  'INTEGRATION_INSTANCE_ID',
])('%s was meant for something else', (name) => {
  expect(mistakenNames(unset, inFile(name))).toEqual([]);
  expect(mistakenNames(unset, inEnvironment(name))).toEqual([]);
});

test('a name does no harm when the right one has a value, too', () => {
  expect(mistakenNames([], inFile('CLIENT_SECRET_OLD'))).toEqual([]);
  expect(mistakenNames([], inFile('CLIENT_SECERT'))).toEqual([]);
});

test('a name without a value would not help', () => {
  const surroundings = { text: 'CLIENTID=\n', environment: { CLIENTID: '' } };
  expect(mistakenNames(unset, surroundings)).toEqual([]);
});

test('one name is enough: the nearest of .env, else the nearest of the environment', () => {
  const text = `CLEINT_SECERT=${VALUE}\nexport CLIENT_SECERT=${VALUE}\n`;
  const environment = { TENNANT: 'x', tenant: 'y', CLIENTSECRET: VALUE };
  expect(mistakenNames(unset, { text, environment })).toEqual([
    expect.stringContaining('line 2 of .env: CLIENT_SECERT'),
    expect.stringContaining('tenant in the environment'),
  ]);
});

test('a name with characters that a terminal obeys is not printed', () => {
  expect(mistakenNames(unset, inEnvironment('CLIENT\u001bID'))).toEqual([]);
});

test('none of ours is taken for another one, and none of .env.example', () => {
  const root = path.join(__dirname, '..', '..');
  const example = readFileSync(path.join(root, '.env.example'), 'utf8');
  const text = example.replace(/^#? ?(\w+)=.*$/gm, `$1=${VALUE}`);
  const ours = [...variables, ...networkVariables, 'NODE_EXTRA_CA_CERTS'];
  const environment = Object.fromEntries(ours.map((name) => [name, VALUE]));
  expect(text).toContain(`CLOUD=${VALUE}`);
  expect(text).toContain(`HTTPS_PROXY=${VALUE}`);
  for (const variable of unset) {
    expect(mistakenNames([variable], { text, environment })).toEqual([]);
  }
  expect(mistakenNames(unset, { text, environment })).toEqual([]);
});

/** A name of ours, and the same with one mistake. */
const mistakes = fc
  .tuple(
    fc.constantFrom(...variables),
    fc.nat(),
    fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_'),
    fc.constantFrom('missing', 'too many', 'wrong', 'exchanged'),
  )
  .map(([meant, number, letter, kind]) => {
    const at = number % meant.length;
    const [before, behind] = [meant.slice(0, at), meant.slice(at)];
    const name = {
      missing: before + behind.slice(1),
      'too many': before + letter + behind,
      wrong: before + letter + behind.slice(1),
      exchanged: before + (behind[1] ?? '') + behind[0] + behind.slice(2),
    }[kind];
    return { meant, name };
  });

test('any name with one mistake is found, and no value is repeated', () => {
  const secrets = fc
    .string({ minLength: 6, unit: fc.constantFrom(...'abcxyz~$=#" ') })
    .map((text) => `8Q${text}`);
  fc.assert(
    fc.property(mistakes, secrets, ({ meant, name }, secret) => {
      fc.pre(!variables.includes(name));
      const environment = { [name]: secret, PATH: secret, TENAN: secret };
      for (const text of [undefined, `${name}=${secret}\nHOME=${secret}`]) {
        const problems = mistakenNames(unset, { text, environment });
        expect(problems).toContainEqual(
          expect.stringMatching(
            `${name} .*is not read: did you mean ${meant}\\?`,
          ),
        );
        expect(problems.join('\n')).not.toContain('8Q');
      }
    }),
  );
});

test('whatever the names are, only these are printed, and never ours', () => {
  const names = fc.stringMatching(/^[A-Z_.a-z-]{1,30}$/);
  const all = fc.array(fc.oneof(names, fc.constantFrom(...variables)));
  fc.assert(
    fc.property(all, (found) => {
      const text = found.map((name) => `${name}=8Q~8Q`).join('\n');
      const problems = mistakenNames(unset, { text, environment: {} });
      for (const problem of problems) {
        const [, name = ''] = /: ([\w.-]+) is not read/.exec(problem) ?? [];
        expect(found).toContain(name);
        expect(variables).not.toContain(name);
        expect(problem).not.toContain('8Q');
      }
    }),
  );
});
