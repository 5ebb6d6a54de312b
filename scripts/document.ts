/**
 * `npm run document` writes every generated part of docs/jupiterone.md;
 * with `--check` it writes nothing and fails when the file would change.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import prettier from 'prettier';
import { integrationSteps } from '../src/steps';
import { PhysicalServerEntity } from '../src/steps/devices/entity';
import { ingestionSources } from '../src/steps/ingestionSources';
import { configurationTable } from './document/configuration';
import { markdownTable, replaceGenerated } from './document/markers';
import { consentedTable, leastPrivilegeTable } from './document/permissions';
import { documentEntities } from './document/properties';

const projectRoot = path.join(__dirname, '..');
const documentFile = path.join(projectRoot, 'docs', 'jupiterone.md');

async function main(): Promise<void> {
  const current = await readFile(documentFile, 'utf8');
  const generated = await generate(current);
  if (!process.argv.includes('--check')) {
    await writeFile(documentFile, generated);
    console.log('docs/jupiterone.md is up to date.');
  } else if (generated !== current) {
    console.error('docs/jupiterone.md is out of date. Run: npm run document');
    process.exitCode = 1;
  }
}

async function generate(markdown: string): Promise<string> {
  const parts: Record<string, string> = {
    configuration: configurationTable(),
    'ingestion-sources': ingestionSourceTable(),
    permissions: leastPrivilegeTable(integrationSteps),
    'consented-permissions': consentedTable(integrationSteps),
    properties: propertyTables(),
  };
  const ours = Object.entries(parts).reduce(
    (text, [name, content]) => replaceGenerated(text, name, content),
    markdown,
  );
  const options = await prettier.resolveConfig(documentFile);
  return prettier.format(await withDataModel(ours), {
    ...options,
    filepath: documentFile,
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
