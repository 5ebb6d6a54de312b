/**
 * What `npm install` makes of a packed package, without the registry: the
 * package itself is unpacked, and what it depends on is linked from here.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const projectRoot = path.join(__dirname, '..', '..');

type Versions = Readonly<Record<string, string>>;

interface Manifest {
  readonly name: string;
  readonly dependencies?: Versions;
  readonly optionalDependencies?: Versions;
  readonly peerDependencies?: Versions;
}

type Locked = Readonly<Record<string, Manifest | undefined>>;

export interface InstalledPackage {
  /** Where the package is unpacked. */
  readonly folder: string;
  /** Of the archive, as `npm pack` lists them. */
  readonly files: readonly string[];
}

/**
 * Node.js must be started with `--preserve-symlinks` and
 * `--preserve-symlinks-main`, so that linked packages find each other here.
 *
 * @param built what `npm run build` made
 * @param target an empty folder
 * @param beside packages that are installed with it; those of the package's
 * own folder `packages` are copied from there, all others are linked
 */
export async function installPackage(
  built: string,
  target: string,
  beside: readonly string[],
): Promise<InstalledPackage> {
  const { stdout } = await run('npm', ['pack', '--json', built], {
    cwd: target,
  });
  const [packed] = JSON.parse(stdout) as {
    name: string;
    filename: string;
    files: { path: string }[];
  }[];
  const modules = path.join(target, 'node_modules');
  const folder = path.join(modules, packed.name);
  await mkdir(folder, { recursive: true });
  const archive = path.join(target, packed.filename);
  const unpack = ['-xzf', archive, '-C', folder, '--strip-components=1'];
  await run('tar', unpack);

  const standIn = path.join(folder, 'packages', 'entity-validator');
  const ownManifests = [
    await readManifest(folder),
    await readManifest(standIn),
  ];
  const copy = path.join(modules, ownManifests[1].name);
  await cp(standIn, copy, { recursive: true });
  const wanted = [...ownManifests.flatMap(dependenciesOf), ...beside];
  const own = ownManifests.map(({ name }) => name);
  for (const name of await topLevelPackages(wanted)) {
    if (!own.includes(name)) {
      await mkdir(path.dirname(path.join(modules, name)), { recursive: true });
      await symlink(
        path.join(projectRoot, 'node_modules', name),
        path.join(modules, name),
      );
    }
  }
  return { folder, files: packed.files.map((file) => file.path) };
}

async function readManifest(folder: string): Promise<Manifest> {
  const file = path.join(folder, 'package.json');
  return JSON.parse(await readFile(file, 'utf8')) as Manifest;
}

const dependenciesOf = (manifest: Manifest): string[] =>
  Object.keys({
    ...manifest.dependencies,
    ...manifest.optionalDependencies,
    ...manifest.peerDependencies,
  });

/** Of all that the names need, directly or not, what lies in `node_modules` itself: the rest lies in the folders of these. */
async function topLevelPackages(names: readonly string[]): Promise<string[]> {
  const lockFile = path.join(projectRoot, 'package-lock.json');
  const { packages } = JSON.parse(await readFile(lockFile, 'utf8')) as {
    packages: Locked;
  };
  const places = new Set<string>();
  const add = (place: string | undefined) => {
    if (place !== undefined && !places.has(place)) {
      places.add(place);
      dependenciesOf(packages[place] as Manifest).forEach((name) =>
        add(placeOf(packages, place, name)),
      );
    }
  };
  names.forEach((name) => add(placeOf(packages, '', name)));
  return [...places]
    .map((place) => place.split('node_modules/').slice(1))
    .filter((parts) => parts.length === 1)
    .map(([name]) => name);
}

/** As Node.js looks for it; undefined for what is optional and not there. */
function placeOf(
  packages: Locked,
  from: string,
  name: string,
): string | undefined {
  const place = path.posix.join(from, 'node_modules', name);
  if (packages[place] !== undefined || from === '') {
    return packages[place] && place;
  }
  return placeOf(
    packages,
    from.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, ''),
    name,
  );
}
