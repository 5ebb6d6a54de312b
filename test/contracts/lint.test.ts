/**
 * That lint finds a circle of imports. The rule is silent about modules that it
 * cannot read, so a setting that gets lost would go unnoticed.
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryPlace, type TemporaryPlace } from '../graph/temporaryFiles';

const root = path.join(__dirname, '..', '..');

/** These take a program of all files, which have to be the project's. */
const typedRules = [
  'await-thenable',
  'no-floating-promises',
  'no-misused-promises',
  'switch-exhaustiveness-check',
];

/** The folder's broken rules by our own configuration, each with its file. */
function lint(folder: string): Promise<string[]> {
  const args = [
    path.join(root, 'node_modules', 'eslint', 'bin', 'eslint.js'),
    '--no-eslintrc',
    ...['--config', path.join(root, '.eslintrc.js')],
    ...['--resolve-plugins-relative-to', root],
    ...['--parser-options', 'project:null'],
    ...typedRules.flatMap((rule) => [
      '--rule',
      `@typescript-eslint/${rule}: off`,
    ]),
    ...['--ext', '.ts', '--format', 'json', folder],
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (_, stdout) => {
      const results = JSON.parse(stdout) as {
        readonly filePath: string;
        readonly messages: { readonly ruleId: string | null }[];
      }[];
      resolve(
        results.flatMap(({ filePath, messages }) =>
          messages.map(({ ruleId }) => `${path.basename(filePath)} ${ruleId}`),
        ),
      );
    });
  });
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
