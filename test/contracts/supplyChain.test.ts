/** What is installed is what was reviewed: exact versions, checked content, nothing that runs on install. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  /** A package's version, or those of its own dependencies. */
  readonly overrides?: Readonly<
    Record<string, string | Readonly<Record<string, string>>>
  >;
}

interface LockedPackage extends Manifest {
  readonly version?: string;
  /** Where it was downloaded from. */
  readonly resolved?: string;
  /** Hash of the content. */
  readonly integrity?: string;
  /** A folder of this project. */
  readonly link?: boolean;
  /** Not installed with `--omit=dev`. */
  readonly dev?: boolean;
  /** Done without where it cannot be installed. */
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
}

const read = (name: string) => readFileSync(path.join(root, name), 'utf8');

const lock = JSON.parse(read('package-lock.json')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

/** All but the project itself, by where they are installed. */
const locked = Object.entries(lock.packages).filter(([place]) => place !== '');

test.each([
  'package.json',
  'packages/entity-validator/package.json',
  'packages/ts-node/package.json',
  'packages/url-exists/package.json',
  'packages/vis/package.json',
])('%s names exact versions only', (file) => {
  const manifest = JSON.parse(read(file)) as Manifest;
  const overrides = Object.entries(manifest.overrides ?? {}).flatMap(
    ([name, version]) =>
      typeof version === 'string'
        ? [[name, version] as const]
        : Object.entries(version),
  );
  const inexact = [
    ...Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
    }),
    ...overrides,
  ].filter(
    ([, version]) =>
      !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version) &&
      !version.startsWith('file:packages/') &&
      // The version that this manifest names for the package itself.
      !version.startsWith('$'),
  );
  expect(inexact).toEqual([]);
});

test('the lock file is that of package.json', () => {
  const manifest = JSON.parse(read('package.json')) as Manifest;
  const { dependencies, devDependencies } = lock.packages[''];
  expect({ dependencies, devDependencies }).toEqual({
    dependencies: manifest.dependencies,
    devDependencies: manifest.devDependencies,
  });
});

test('every locked package is checked by its hash, and comes from the public registry', () => {
  const foreign = locked.filter(
    ([, { resolved, link }]) =>
      resolved !== undefined &&
      !link &&
      !resolved.startsWith('https://registry.npmjs.org/'),
  );
  const unchecked = locked.filter(
    ([place, { integrity, link }]) =>
      !integrity && !link && !place.startsWith('packages/'),
  );
  expect({ foreign, unchecked }).toEqual({ foreign: [], unchecked: [] });
});

test('nothing runs on install, and nothing needs to', () => {
  expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
  const scripted = locked.filter(
    ([, { hasInstallScript }]) => hasInstallScript,
  );
  // The first looks whether its binary is there (which is a package of its own),
  // the second has a fallback in JavaScript, the third would write git hooks.
  expect(scripted.map(([place]) => place).sort()).toEqual([
    'node_modules/@swc/core',
    'node_modules/dtrace-provider',
    'node_modules/husky',
  ]);
  expect(scripted.every(([, { dev, optional }]) => dev ?? optional)).toBe(true);
});

/** How many `npm ci` adds at most: those of other systems are left out, and this project's folders are no packages. */
const packages = locked.filter(
  ([place, { link }]) => !link && !place.startsWith('packages/'),
);

const isShipped = ([, { dev }]: (typeof locked)[number]) => !dev;

const nameOf = (place: string) => place.split('node_modules/').pop() ?? '';

test('an installation is small: at most 1,000 packages, and 310 without the tools', () => {
  expect(packages.length).toBeLessThanOrEqual(1_000);
  expect(packages.filter(isShipped).length).toBeLessThanOrEqual(310);
});

test('nothing brings request any more, nor what it needed', () => {
  const unwanted = packages.filter(
    ([place, { version = '' }]) =>
      ['request', 'tough-cookie', 'vis', 'url-exists'].includes(
        nameOf(place),
      ) ||
      (nameOf(place) === 'form-data' && Number.parseInt(version) < 4),
  );
  expect(unwanted).toEqual([]);
});

test('npm sees the same in what is installed', () => {
  const list = (...args: string[]) =>
    spawnSync('npm', ['ls', '--all', '--parseable', ...args], {
      cwd: root,
      encoding: 'utf8',
    })
      .stdout.split('\n')
      .filter(Boolean);
  expect(list('request', 'tough-cookie', 'form-data@2')).toEqual([]);
  const shipped = list('--omit=dev').length;
  expect(shipped).toBeGreaterThan(100);
  expect(shipped).toBeLessThanOrEqual(310);
});

test('the tools of the SDK use those of this project, not versions of their own', () => {
  const own = packages.filter(([place]) =>
    place.startsWith(
      'node_modules/@jupiterone/integration-sdk-dev-tools/node_modules/',
    ),
  );
  expect(own).toEqual([]);
});

test('what is documented about known advisories names installed versions, and says which of them ship', () => {
  const document = read('docs/reliability.md');
  const section = /## Known advisories\n([^]*?)\n## /.exec(`${document}\n## `);
  const rows = [
    ...(section?.[1] ?? '').matchAll(
      /^\| (?<name>[@\w/-]+) (?<version>[\d.]+) [^|]*\| (?<ships>yes|no) /gm,
    ),
  ].map(
    ({ groups = {} }) => `${groups.name} ${groups.version} ${groups.ships}`,
  );
  const installed = packages.map(
    (entry) =>
      `${nameOf(entry[0])} ${entry[1].version} ${isShipped(entry) ? 'yes' : 'no'}`,
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter((row) => !installed.includes(row))).toEqual([]);
});
