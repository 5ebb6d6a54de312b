import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'csv-parse/sync';
import { UsageError } from '../arguments';
import { writeResult } from './check/result';
import { tenantNamed } from './check/sampleTenant';
import { runReport } from './command';
import { makeReport } from './makeReport';

const NOW = Date.UTC(2025, 5, 30, 12);

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'report-test-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('makeReport', () => {
  it('makes one file of the folder of a run, with its script and its data', async () => {
    await writeResult(folder, tenantNamed('Fabrikam', NOW));
    const { file, bytes, leftOut } = await makeReport(folder);
    expect(file).toBe(path.join(folder, 'report.html'));
    const page = await readFile(file, 'utf8');
    expect(page).toContain('<title>Fabrikam: Microsoft 365 report');
    expect(page).toContain('data-block="heads"');
    expect(page).not.toMatch(/sourceMappingURL|<link|<img|@import| src=/);
    expect(bytes).toBe(Buffer.byteLength(page));
    expect(leftOut).toEqual([]);
  });

  it('leaves no file when there is no run', async () => {
    await expect(makeReport(folder)).rejects.toThrow('Run `npm run demo`');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('npm run report', () => {
  it('ends with the address of the file', async () => {
    await writeResult(folder, tenantNamed('Fabrikam', NOW));
    const said = await runReport([folder], 'nowhere');
    expect(said.split('\n').at(-1)).toBe(
      pathToFileURL(path.join(folder, 'report.html')).href,
    );
  });

  it('compares with an earlier run', async () => {
    const earlier = path.join(folder, 'earlier');
    const newer = path.join(folder, 'newer');
    await writeResult(earlier, tenantNamed('Fabrikam', NOW - 1));
    await writeResult(newer, tenantNamed('Fabrikam', NOW));
    await runReport([newer, '--with', earlier], 'nowhere');
    const page = await readFile(path.join(newer, 'report.html'), 'utf8');
    expect(page).toContain('How complete, then and now');
  });

  it('helps, and makes nothing then', async () => {
    await writeResult(folder, tenantNamed('Fabrikam', NOW));
    expect(await runReport(['--help'], folder)).toMatch(
      /^Usage: npm run report/,
    );
    expect(await readdir(folder)).not.toContain('report.html');
  });

  it.each([[['--hlep']], [['one', 'two']], [['--csv']]])(
    'refuses %j, which the command answers with what there is',
    async (args) => {
      await expect(runReport(args, folder)).rejects.toThrow(UsageError);
    },
  );

  it('writes every table as a CSV file that no spreadsheet calculates', async () => {
    await writeResult(folder, tenantNamed('=1+1', NOW));
    const csv = path.join(folder, 'csv');
    const said = await runReport([folder, '--csv', csv], 'nowhere');
    const names = await readdir(csv);
    expect(names.sort()).toEqual([
      'applications.csv',
      'devices.csv',
      'findings.csv',
      'group-groups.csv',
      'group-other-members.csv',
      'group-users.csv',
      'groups.csv',
      'installations.csv',
      'left-out.csv',
      'members.csv',
      'policies.csv',
      'policy-states.csv',
      'users-of-devices.csv',
      'users.csv',
    ]);
    for (const name of names) {
      expect(said).toContain(name);
      const text = await readFile(path.join(csv, name), 'utf8');
      expect(text.startsWith('\ufeff')).toBe(true);
      const [titles, ...rows] = parse(text, { bom: true }) as string[][];
      expect(new Set(titles).size).toBe(titles.length);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.flat().filter((cell) => /^[=+@]/.test(cell))).toEqual([]);
    }
  });
});
