import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sourceFolder } from '../../test/support/sourceFolder';

const bin = path.join(__dirname, 'bin.js');
const { cache, run, write, editUnseen, begin, end } =
  sourceFolder('ts-node-test');
const keptAs = (file: string) =>
  path.join(cache, 'ts-node', `node_modules+.cache+ts-node-test+${file}.js`);

beforeEach(begin);

afterAll(end);

describe('ts-node', () => {
  beforeEach(async () => {
    await write(
      'main.ts',
      "import { word } from './word';\nconsole.log(word, process.argv.slice(2).join());\n",
    );
    await write('word.ts', "export const word: string = 'first';\n");
  });

  it('runs TypeScript with its arguments', async () => {
    const { stdout } = await run(bin, 'main.ts', '--one', 'two');
    expect(stdout).toBe('first --one,two\n');
  });

  it('translates nothing twice', async () => {
    await run(bin, 'main.ts');
    const kept = await readFile(keptAs('word.ts'), 'utf8');
    await writeFile(keptAs('word.ts'), kept.replace('first', 'kept!'));
    expect((await run(bin, 'main.ts')).stdout).toContain('kept!');
  });

  it('never runs what a file contained before', async () => {
    await run(bin, 'main.ts');
    await editUnseen('word.ts', 'first', 'other');
    expect((await run(bin, 'main.ts')).stdout).toContain('other');
    await editUnseen('word.ts', 'other', 'first');
    expect((await run(bin, 'main.ts')).stdout).toContain('first');
  });

  it.each(['', '// ', 'rubbish'])(
    'translates again where what was kept is %j',
    async (kept) => {
      await run(bin, 'main.ts');
      await writeFile(keptAs('word.ts'), kept);
      expect((await run(bin, 'main.ts')).stdout).toContain('first');
      expect(await readFile(keptAs('word.ts'), 'utf8')).toContain('first');
    },
  );

  it('runs where nothing can be kept', async () => {
    await rm(keptAs('word.ts'), { force: true });
    await mkdir(keptAs('word.ts'));
    try {
      expect((await run(bin, 'main.ts')).stdout).toContain('first');
    } finally {
      await rm(keptAs('word.ts'), { recursive: true });
    }
  });

  it('names the file that is no TypeScript', async () => {
    await write('word.ts', 'export const word = (;\n');
    await expect(run(bin, 'main.ts')).rejects.toThrow(/word\.ts/);
  });

  it('gives the places in the TypeScript', async () => {
    await rm(keptAs('word.ts'), { force: true });
    await write(
      'word.ts',
      "interface Left {\n  out: string;\n}\n\nexport const word: Left = { out: '' };\n\nthrow new Error('at line 7');\n",
    );
    const place = /Error: at line 7\n +at .*word\.ts:7:7/;
    // Translated now, and then as it was kept.
    await expect(run(bin, 'main.ts')).rejects.toThrow(place);
    await expect(run(bin, 'main.ts')).rejects.toThrow(place);
  });
});
