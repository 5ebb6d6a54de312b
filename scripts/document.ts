/**
 * `npm run document` writes every generated part of the docs; with `--check` it
 * writes nothing and fails when a file would change.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import prettier from 'prettier';
import { refusalRules } from '../src/graph/errors/refusals';
import { sentinelTable } from '../src/model/sentinels';
import { integrationSteps } from '../src/steps';
import { allowances } from '../src/run/leftOut/allowances';
import { leftOutMeanings } from '../src/run/leftOut/kinds';
import { deviceTypeTable } from '../src/steps/devices/deviceType';
import { PhysicalServerEntity } from '../src/steps/devices/entity';
import { ingestionSources } from '../src/run/ingestionSources';
import { TenantCheck } from './checkTenant/report';
import { allowanceRows, leftOutRows, proofRows } from './document/completeness';
import { classPropertyTables } from './document/classProperties';
import { configurationTable } from './document/configuration';
import { deviceTypeRows } from './document/deviceTypes';
import { joinPages } from './document/guide';
import { markdownTable, replaceGenerated } from './document/markers';
import { modelDiagram } from './document/modelDiagram';
import {
  consentedTable,
  permissionList,
  permissionTables,
} from './document/permissions';
import { pictures } from './document/pictures';
import { documentEntities } from './document/properties';
import { refusalRows } from './document/refusals';
import { schemaTable } from './document/schema';
import { sentinelRows } from './document/sentinels';
import { stepDiagram } from './document/stepDiagram';
import { renderPicture } from './document/svg';
import { printedHelp } from './help';

const projectRoot = path.join(__dirname, '..');

interface GeneratedDocument {
  /** Relative to the project. */
  readonly file: string;
  /** What stands between the markers of each name. */
  readonly parts: Readonly<Record<string, () => string>>;
  /** Writes what the SDK generates, with markers of its own. */
  readonly complete?: (markdown: string) => Promise<string>;
}

const documents: readonly GeneratedDocument[] = [
  {
    file: 'README.md',
    parts: { permissions: () => permissionList(integrationSteps, 'required') },
  },
  {
    file: 'docs/setup.md',
    parts: {
      configuration: configurationTable,
      'ingestion-sources': ingestionSourceTable,
    },
  },
  {
    file: 'docs/permissions.md',
    parts: {
      'required-permissions': () =>
        permissionList(integrationSteps, 'required'),
      'optional-permissions': () =>
        permissionList(integrationSteps, 'optional'),
      permissions: () => permissionTables(integrationSteps),
      'consented-permissions': () => consentedTable(integrationSteps),
    },
  },
  {
    file: 'docs/data-model.md',
    parts: {
      'data-model': () => modelDiagram(integrationSteps),
      'device-types': () => deviceTypeRows(deviceTypeTable),
      sentinels: () => sentinelRows(sentinelTable),
      'class-properties': classTables,
      properties: propertyTables,
    },
    complete: withDataModel,
  },
  {
    file: 'docs/reliability.md',
    parts: {
      proofs: () => proofRows(integrationSteps),
      allowances: () => allowanceRows(allowances),
    },
  },
  {
    file: 'docs/results.md',
    parts: { 'left-out': () => leftOutRows(leftOutMeanings) },
  },
  {
    file: 'docs/architecture.md',
    parts: { steps: () => stepDiagram(integrationSteps) },
  },
  {
    file: 'docs/check-tenant.md',
    parts: { 'check-tenant': () => schemaTable(TenantCheck) },
  },
  {
    file: 'docs/troubleshooting.md',
    parts: { refusals: () => refusalRows(refusalRules) },
  },
];

/** What JupiterOne's site shows, of nothing but other pages. */
const GUIDE = 'docs/jupiterone.md';

const guidePages = ['setup.md', 'permissions.md', 'data-model.md'];

const guideIntroduction = `# Microsoft 365

<!-- npm run document writes this file, of ${guidePages.join(', ')}. Edit those. -->

Collects the directory of a Microsoft 365 tenant (Microsoft Entra ID) and its
devices, policies and applications (Microsoft Intune) through Microsoft Graph.
JupiterOne can then answer who is in which group, which devices of which people
run which application, and whether they comply. The integration only reads. It
works with the global Microsoft cloud and with the national clouds for the US
Government and China, directly or through [an HTTP proxy](#proxies).`;

const HELP = `Usage: npm run document [-- --check]

Writes every generated part of the docs.

  --check  writes nothing, and fails when a file would change
  --help   prints this`;

async function main(): Promise<void> {
  if (printedHelp(HELP)) {
    return;
  }
  const isCheck = process.argv.includes('--check');
  const finish = async (name: string, generated: string): Promise<void> => {
    const file = path.join(projectRoot, name);
    if (!isCheck) {
      await writeFile(file, generated);
      console.log(`${name} is up to date.`);
    } else if (generated !== (await readFile(file, 'utf8').catch(() => ''))) {
      console.error(`${name} is out of date. Run: npm run document`);
      process.exitCode = 1;
    }
  };
  const pages = new Map<string, string>();
  for (const document of documents) {
    const file = path.join(projectRoot, document.file);
    const generated = await generate(document, await readFile(file, 'utf8'));
    await finish(document.file, generated);
    pages.set(path.basename(document.file), generated);
  }
  const guide = joinPages(
    guideIntroduction,
    guidePages.map((file) => ({ file, markdown: pages.get(file) ?? '' })),
  );
  await finish(GUIDE, await formatted(GUIDE, guide));
  for (const [name, picture] of Object.entries(pictures)) {
    await finish(`docs/images/${name}.svg`, renderPicture(picture));
  }
}

async function generate(
  { file, parts, complete }: GeneratedDocument,
  markdown: string,
): Promise<string> {
  const ours = Object.entries(parts).reduce(
    (text, [name, content]) => replaceGenerated(text, name, content()),
    markdown,
  );
  return formatted(file, complete ? await complete(ours) : ours);
}

async function formatted(file: string, markdown: string): Promise<string> {
  const filepath = path.join(projectRoot, file);
  return prettier.format(markdown, {
    ...(await prettier.resolveConfig(filepath)),
    filepath,
  });
}

/** The SDK's own command writes the tables of entities and relationships. */
async function withDataModel(markdown: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'document-'));
  try {
    const file = path.join(folder, 'data-model.md');
    await writeFile(file, markdown);
    await promisify(execFile)(
      process.execPath,
      [
        require.resolve('@jupiterone/integration-sdk-cli/bin/j1-integration'),
        'document',
        '--output-file',
        path.relative(projectRoot, file),
      ],
      { cwd: projectRoot },
    );
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

function propertyTables(): string {
  return documentEntities(emittedEntities());
}

function classTables(): string {
  return classPropertyTables(emittedEntities());
}

function emittedEntities() {
  const entities = integrationSteps.flatMap((step) => step.entities);
  const all = entities.flatMap((entity) =>
    // Declared once, as the platform wants it; emitted with either class.
    entity._type === PhysicalServerEntity._type
      ? [entity, PhysicalServerEntity]
      : [entity],
  );
  return [...new Set(all)];
}

function ingestionSourceTable(): string {
  const rows = Object.entries(ingestionSources).map(([id, source]) => [
    `\`${id}\``,
    source.title,
    source.description ?? '',
    integrationSteps
      .filter(({ ingestionSourceId }) => ingestionSourceId === id)
      .map((step) => `\`${step.id}\``)
      .join(', '),
  ]);
  return markdownTable(['Id', 'Title', 'What it is', 'Steps'], rows);
}

void main();
