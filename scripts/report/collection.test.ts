import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  readObjects,
  readSummary,
  UnreadableCollectionError,
} from './collection';

const goodSummary = {
  integrationStepResults: [
    {
      id: 'users',
      name: 'Fetch users',
      status: 'success',
      declaredTypes: ['azure_user'],
      encounteredTypeCounts: { azure_user: 1 },
      startTime: 1,
      endTime: 2,
    },
  ],
  metadata: { partialDatasets: { types: [] } },
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'report-test-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function write(name: string, content: string): Promise<void> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}

describe('readSummary', () => {
  it('reads the summary of a run', async () => {
    await write('summary.json', JSON.stringify(goodSummary));
    expect(await readSummary(folder)).toEqual(goodSummary);
  });

  it('says what to run first when there is nothing', async () => {
    const missing = path.join(folder, 'not-there');
    const reading = readSummary(missing);
    await expect(reading).rejects.toThrow(UnreadableCollectionError);
    await expect(reading).rejects.toThrow(
      `There is no finished run in ${missing} (no summary.json). Run \`npm run demo\` (an emulated tenant) or \`npm start\` (the tenant of .env) first.`,
    );
  });

  it.each([
    ['nothing', '{}', 'describes no run that did anything'],
    [
      'no steps',
      '{"integrationStepResults":[],"metadata":{"partialDatasets":{"types":[]}}}',
      'describes no run that did anything',
    ],
    ['null', 'null', 'describes no run that did anything'],
    ['half a file', '{"integration', 'is damaged: it is not JSON'],
  ])('refuses a summary with %s', async (_, content, message) => {
    await write('summary.json', content);
    const reading = readSummary(folder);
    await expect(reading).rejects.toThrow(UnreadableCollectionError);
    await expect(reading).rejects.toThrow(message);
  });
});

describe('readObjects', () => {
  const readAll = async (kind: 'entities' | 'relationships') => {
    const keys: string[][] = [];
    for await (const file of readObjects(folder, kind)) {
      keys.push(file.map(({ _key }) => String(_key)));
    }
    return keys;
  };

  it('gives the objects of one kind, file by file', async () => {
    await write('graph/users/entities/2.json', '{"entities":[{"_key":"b"}]}');
    await write(
      'graph/users/entities/1.json',
      '{"entities":[{"_key":"a"},{"_key":"c"}]}',
    );
    await write(
      'graph/users/relationships/1.json',
      '{"relationships":[{"_key":"r"}]}',
    );
    await write('graph/groups/entities/1.json', '{"entities":[]}');
    expect(await readAll('entities')).toEqual([[], ['a', 'c'], ['b']]);
    expect(await readAll('relationships')).toEqual([['r']]);
  });

  it('gives nothing for a run that emitted nothing', async () => {
    expect(await readAll('entities')).toEqual([]);
  });

  it('names a damaged file, and quotes none of it', async () => {
    await write('graph/users/entities/1.json', '{"entities":[{"secret');
    const file = path.join(folder, 'graph/users/entities/1.json');
    const reading = readAll('entities');
    await expect(reading).rejects.toThrow(`${file} is damaged`);
    await expect(reading).rejects.not.toThrow('secret');
  });
});
