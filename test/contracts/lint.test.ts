/**
 * That lint finds a circle of imports. The rule is silent about modules that it
 * cannot read, so a setting that gets lost would go unnoticed.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryPlace, type TemporaryPlace } from '../graph/temporaryFiles';

const root = path.join(__dirname, '..', '..');

/** As far as this test uses it: ESLint 8 comes without types. */
interface ESLintModule {
  readonly ESLint: new (options: object) => {
    lintFiles(folders: readonly string[]): Promise<
      readonly {
        readonly filePath: string;
        readonly messages: readonly { readonly ruleId: string | null }[];
      }[]
    >;
  };
}

const { ESLint } = jest.requireActual<ESLintModule>('eslint');

/** These take a program of all files, which have to be the project's. */
const typedRules = [
  'await-thenable',
  'no-floating-promises',
  'no-misused-promises',
  'switch-exhaustiveness-check',
];

/** The folder's broken rules by our own configuration, each with its file. */
async function lint(folder: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd: folder,
    useEslintrc: false,
    overrideConfigFile: path.join(root, '.eslintrc.js'),
    resolvePluginsRelativeTo: root,
    overrideConfig: {
      parserOptions: { project: null },
      rules: Object.fromEntries(
        typedRules.map((rule) => [`@typescript-eslint/${rule}`, 'off']),
      ),
    },
    extensions: ['.ts'],
  });
  const results = await eslint.lintFiles([folder]);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId }) => `${path.basename(filePath)} ${ruleId}`),
  );
}

let place: TemporaryPlace;
beforeEach(() => {
  place = temporaryPlace();
});
afterEach(() => place.end());

const lend = (lender: string) => `export { value } from './${lender}';\n`;

test.each([
  ['a circle', 'b', ['a.ts import/no-cycle', 'b.ts import/no-cycle']],
  ['a chain', 'c', []],
])('%s of imports', async (_, lender, broken) => {
  await writeFile(path.join(place.path, 'a.ts'), lend(lender));
  await writeFile(path.join(place.path, 'b.ts'), lend('a'));
  await writeFile(path.join(place.path, 'c.ts'), 'export const value = 1;\n');
  expect(await lint(place.path)).toEqual(broken);
});
