/** The package.json that is published: what the code needs, and nothing of how it is developed. */
import { isBuiltin } from 'node:module';

type Versions = Readonly<Record<string, string>>;

/** Of this project's package.json, what the published one is made of. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
  readonly engines?: Versions;
  readonly files?: readonly string[];
  readonly publishConfig?: Versions;
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
}

export interface PublishedManifest extends Omit<Manifest, 'devDependencies'> {
  readonly main: string;
  readonly types: string;
  readonly dependencies: Versions;
  readonly peerDependencies: Versions;
}

/** Comes with JupiterOne's platform: a second copy of it beside the platform's would be another SDK. */
const peers: readonly string[] = ['@jupiterone/integration-sdk-core'];

/** What `require`, `import` and `import()` name, in compiled modules and in declarations. */
const IMPORT =
  /\b(?:require\(|import\(|from\s|import\s)\s*["']([^"'.][^"']*)["']/g;

/** @param modules texts of compiled modules and of their declarations */
export function importedPackages(modules: Iterable<string>): Set<string> {
  const names = new Set<string>();
  for (const text of modules) {
    for (const [, specifier] of text.matchAll(IMPORT)) {
      if (!isBuiltin(specifier)) {
        names.add(packageOf(specifier));
      }
    }
  }
  return names;
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/**
 * @param imported by the code that is published
 * @throws when the code imports a package that this project does not declare
 */
export function publishedManifest(
  manifest: Manifest,
  imported: ReadonlySet<string>,
): PublishedManifest {
  const declared = { ...manifest.devDependencies, ...manifest.dependencies };
  const dependencies: Record<string, string> = {};
  const peerDependencies: Record<string, string> = {};
  for (const name of [...imported].sort()) {
    const version = declared[name];
    if (version === undefined) {
      throw new Error(
        `The code imports ${name}, which package.json does not declare.`,
      );
    }
    if (peers.includes(name)) {
      peerDependencies[name] = `^${version}`;
    } else {
      dependencies[name] = version;
    }
  }
  const { name, version, description, license, engines } = manifest;
  const { files, publishConfig } = manifest;
  return {
    ...{ name, version, description, license, engines },
    ...{ main: 'src/index.js', types: 'src/index.d.ts' },
    ...{ files, publishConfig },
    dependencies,
    peerDependencies,
  };
}
