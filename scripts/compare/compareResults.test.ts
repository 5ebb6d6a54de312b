import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UnreadableCollectionError } from '../report/collection';
import { compareResults } from './compareResults';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'compare-test-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** As the SDK writes a result: a folder for each step, and files of one kind. */
async function writeResult(
  name: string,
  files: Readonly<Record<string, unknown>>,
): Promise<string> {
  const result = path.join(folder, name);
  await mkdir(path.join(result, 'graph'), { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(result, 'graph', file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, JSON.stringify(content));
  }
  return result;
}

const user = { _type: 'azure_user', _key: 'user' };
const group = { _type: 'azure_user_group', _key: 'group' };
/** As the published integration makes them: the mapper finds the other end. */
const mapped = {
  _type: 'azure_group_has_member',
  _class: 'HAS',
  _key: 'group|has|FORWARD:_type=azure_user:_key=user',
  _mapping: { sourceEntityKey: 'group', targetEntity: user },
};
const direct = {
  _type: 'azure_user_group_has_user',
  _class: 'HAS',
  _key: 'group|has|user',
  _fromEntityKey: 'group',
  _toEntityKey: 'user',
};

test('compares entities and relationships, in whatever steps and files they are', async () => {
  const older = await writeResult('older', {
    'users/entities/1.json': { entities: [user] },
    'groups/entities/1.json': { entities: [group] },
    'group-members/relationships/1.json': { relationships: [mapped] },
  });
  const newer = await writeResult('newer', {
    'directory/entities/1.json': { entities: [{ ...user, isGuest: true }] },
    'directory/entities/2.json': { entities: [group] },
    'group-users/relationships/1.json': { relationships: [direct] },
  });
  const text = await compareResults(older, newer);
  const rows = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/).join(' '));
  expect(rows).toEqual(
    expect.arrayContaining([
      'azure_user 1 1 0 1 0 0',
      'azure_user_group 1 1 1 0 0 0',
      'isGuest: newer only 1',
      'azure_group_has_member 1 0 0 0 0 1',
      'azure_user_group_has_user 0 1 0 0 1 0',
    ]),
  );
  expect(text.indexOf('Entities')).toBeLessThan(text.indexOf('Relationships'));
});

test('names the folder that has no result', async () => {
  const older = await writeResult('older', {});
  const newer = path.join(folder, 'none');
  await expect(compareResults(older, newer)).rejects.toThrow(
    `There is no result in ${newer}`,
  );
});

test('names a damaged file', async () => {
  const older = await writeResult('older', {});
  const file = path.join(older, 'graph', 'users', 'entities');
  await mkdir(file, { recursive: true });
  await writeFile(path.join(file, '1.json'), '{"entities": [');
  const failure = compareResults(older, older);
  await expect(failure).rejects.toThrow(UnreadableCollectionError);
  await expect(failure).rejects.toThrow('1.json is damaged');
});
