import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runSupport } from './command';

let folder: string;
let said: string[];
const file = (name: string) => path.join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-support-'));
  said = [];
  jest
    .spyOn(console, 'log')
    .mockImplementation((text: string) => void said.push(text));
  await writeFile(file('j1-integration.log'), 'It failed for ann@contoso.com');
});

afterEach(() => rm(folder, { recursive: true }));

test('writes the file, and the names apart, for the user alone', async () => {
  const [output, names] = [file('support.json'), file('names.json')];
  await runSupport([folder, '--output', output, '--names', names], {});

  const bundle = await readFile(output, 'utf8');
  expect(bundle).toMatch(/"It failed for address-[0-9a-f]{12}"/);
  const meanings = JSON.parse(await readFile(names, 'utf8')) as object;
  expect(Object.values(meanings)).toEqual(['ann@contoso.com']);
  for (const written of [output, names]) {
    expect((await stat(written)).mode & 0o777).toBe(0o600);
  }
  expect(said).toEqual([
    expect.stringContaining('pseudonyms for 1 names'),
    expect.stringContaining('Do not send it.'),
  ]);
});

test('--help says how, and writes nothing', async () => {
  await runSupport(['--help'], {});
  expect(said[0]).toContain('Usage: npm run support');
});

test('an option that it does not know is refused', async () => {
  await expect(runSupport(['--all'], {})).rejects.toThrow('--all');
});
