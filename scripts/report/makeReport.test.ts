import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeReport } from './makeReport';

const account = {
  _type: 'microsoft_365_account',
  _key: 'account',
  organizationName: 'Fabrikam',
};

const summary = {
  integrationStepResults: [
    {
      id: 'account',
      name: 'Fetch account',
      status: 'success',
      declaredTypes: ['microsoft_365_account'],
      encounteredTypeCounts: { microsoft_365_account: 1 },
      startTime: 1_000,
      endTime: 2_000,
    },
  ],
  metadata: { partialDatasets: { types: [] } },
};

describe('makeReport', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'report-test-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('makes a file of the folder of a run', async () => {
    const graph = path.join(folder, 'graph', 'account', 'entities');
    await mkdir(graph, { recursive: true });
    await writeFile(
      path.join(graph, '1.json'),
      JSON.stringify({ entities: [account] }),
    );
    await writeFile(path.join(folder, 'summary.json'), JSON.stringify(summary));
    const file = await makeReport(folder);
    expect(file).toBe(path.join(folder, 'report.html'));
    expect(await readFile(file, 'utf8')).toContain(
      '<title>Fabrikam: Microsoft 365 report</title>',
    );
  });

  it('leaves no file when there is no run', async () => {
    await expect(makeReport(folder)).rejects.toThrow('Run `npm run demo`');
    await expect(readFile(path.join(folder, 'report.html'))).rejects.toThrow(
      'ENOENT',
    );
  });
});
