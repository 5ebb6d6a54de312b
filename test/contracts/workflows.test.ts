/** What the workflows run is there, and Node.js has one version in all places. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { nodeVersions } from '../../scripts/testNode/versions';

const root = path.join(__dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly strategy?: { readonly matrix: { readonly node: number[] } };
        readonly steps: readonly { readonly run?: string }[];
      }
    >
  >;
}

const workflows = readdirSync(path.join(root, '.github/workflows')).map(
  (name) =>
    [name, load(read(`.github/workflows/${name}`)) as Workflow] as const,
);

const { scripts, engines } = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  engines: { node: string };
};

const version = read('.node-version').trim();

test('there is one for builds, one for questions, one for releases', () => {
  expect(workflows.map(([name]) => name)).toEqual([
    ...['build.yml', 'questions.yml', 'release.yml'],
  ]);
});

test.each(workflows)(
  '%s runs scripts that exist, and may only read',
  (_, workflow) => {
    const commands = Object.values(workflow.jobs).flatMap(({ steps }) =>
      steps.flatMap(({ run }) => run ?? []),
    );
    const used = commands.flatMap((command) =>
      [...command.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(
        ([, name]) => name,
      ),
    );
    expect(commands).toContain('npm ci');
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((name) => !(name in scripts))).toEqual([]);
    expect(workflow.permissions).toEqual({ contents: 'read' });
  },
);

test('builds run on every version of Node.js that is supported', () => {
  const [, build] = workflows[0];
  const majors = [
    ...(build.jobs.node.strategy?.matrix.node ?? []).map(String),
    version.split('.')[0],
  ];
  expect(majors.sort()).toEqual(
    nodeVersions.map((known) => known.split('.')[0]).sort(),
  );
  expect(engines.node).toBe('>=20.15 <21 || >=22.2');
  const readme = read('README.md').replace(/\s+/g, ' ');
  expect(readme).toContain('Node.js 20.15 or newer (not 21, 22.0 or 22.1)');
  // The first thing that whoever installs it sees.
  expect(readme).toContain('The warnings `EBADENGINE` of npm are about');
});

test('developers, workflows and the image use one version', () => {
  expect(nodeVersions).toContain(version);
  expect(read('Dockerfile')).toContain(`NODE_IMAGE=node:${version}-`);
});
