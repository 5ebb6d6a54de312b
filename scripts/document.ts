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
import { allowances } from '../src/run/wholeness/allowances';
import { deviceTypeTable } from '../src/steps/devices/deviceType';
import { PhysicalServerEntity } from '../src/steps/devices/entity';
import { ingestionSources } from '../src/run/ingestionSources';
import { TenantCheck } from './checkTenant/report';
import { allowanceRows, proofRows } from './document/completeness';
import { configurationTable } from './document/configuration';
import { deviceTypeRows } from './document/deviceTypes';
import { markdownTable, replaceGenerated } from './document/markers';
import { modelDiagram } from './document/modelDiagram';
import { consentedTable, permissionTables } from './document/permissions';
import { documentEntities } from './document/properties';
import { refusalRows } from './document/refusals';
import { schemaTable } from './document/schema';
import { sentinelRows } from './document/sentinels';
import { stepDiagram } from './document/stepDiagram';

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
    file: 'docs/jupiterone.md',
    parts: {
      configuration: configurationTable,
      'ingestion-sources': ingestionSourceTable,
      permissions: () => permissionTables(integrationSteps),
      'consented-permissions': () => consentedTable(integrationSteps),
      'data-model': () => modelDiagram(integrationSteps),
      'device-types': () => deviceTypeRows(deviceTypeTable),
      sentinels: () => sentinelRows(sentinelTable),
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

async function main(): Promise<void> {
  const isCheck = process.argv.includes('--check');
  for (const document of documents) {
    const file = path.join(projectRoot, document.file);
    const current = await readFile(file, 'utf8');
    const generated = await generate(document, current);
    if (!isCheck) {
      await writeFile(file, generated);
      console.log(`${document.file} is up to date.`);
    } else if (generated !== current) {
      console.error(`${document.file} is out of date. Run: npm run document`);
      process.exitCode = 1;
    }
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
  const filepath = path.join(projectRoot, file);
  return prettier.format(complete ? await complete(ours) : ours, {
    ...(await prettier.resolveConfig(filepath)),
    filepath,
  });
}

/** The SDK's own command writes the tables of entities and relationships. */
async function withDataModel(markdown: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'document-'));
  try {
    const file = path.join(folder, 'jupiterone.md');
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
  const entities = integrationSteps.flatMap((step) => step.entities);
  const all = entities.flatMap((entity) =>
    // Declared once, as the platform wants it; emitted with either class.
    entity._type === PhysicalServerEntity._type
      ? [entity, PhysicalServerEntity]
      : [entity],
  );
  return documentEntities([...new Set(all)]);
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
