import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { replaceLink } from './links';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'microsoft-365-links-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

it('leads elsewhere from now on', async () => {
  const link = path.join(folder, 'latest');
  await replaceLink(link, 'first');
  await replaceLink(link, 'second');
  expect(readlinkSync(link)).toBe('second');
  expect(readdirSync(folder)).toEqual(['latest']);
});

it('leaves nothing where a folder has the name', async () => {
  const taken = path.join(folder, 'latest');
  mkdirSync(taken);
  await expect(replaceLink(taken, 'first')).rejects.toThrow('EISDIR');
  expect(readdirSync(folder)).toEqual(['latest']);
});
