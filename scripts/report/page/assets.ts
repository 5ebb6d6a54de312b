/** The style sheet and the script of the page, as text. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { transform } from '@swc/core';
import type { PageAssets } from './page';

const reportFolder = path.join(__dirname, '..');
const tableStyleFile =
  require.resolve('tabulator-tables/dist/css/tabulator_simple.min.css');
const tableScriptFile =
  require.resolve('tabulator-tables/dist/js/tabulator.min.js');

export async function readAssets(): Promise<PageAssets> {
  const [tableStyle, ownStyle, table, modules] = await Promise.all([
    readFile(tableStyleFile, 'utf8'),
    readFile(path.join(__dirname, 'report.css'), 'utf8'),
    readFile(tableScriptFile, 'utf8'),
    readModules('browser/app.js'),
  ]);
  return {
    styleSheet: withoutSourceMap(`${tableStyle}\n${ownStyle}`),
    script: `${withoutSourceMap(table)}
(() => {
const modules = { ${[...modules].map(asProperty).join(',\n')} };
const loaded = {};
const require = (file) => {
  if (!loaded[file]) { loaded[file] = {}; modules[file](loaded[file]); }
  return loaded[file];
};
require('browser/app.js');
})();`,
  };
}

/**
 * A file and all that it imports, whose names become those of the files here.
 *
 * @param file relative to `scripts/report`
 * @returns the code of each file, by its name
 */
async function readModules(
  file: string,
  modules = new Map<string, string>(),
): Promise<ReadonlyMap<string, string>> {
  const { code } = await transform(
    await readFile(path.join(reportFolder, file), 'utf8'),
    {
      configFile: false,
      swcrc: false,
      module: { type: 'commonjs' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    },
  );
  const imported = new Set<string>();
  const named = code.replace(/\brequire\("(\.[^"]+)"\)/g, (_, name: string) => {
    const found = fileOf(path.posix.join(path.posix.dirname(file), name));
    imported.add(found);
    return `require('${found}')`;
  });
  modules.set(file, named);
  for (const other of imported) {
    if (!modules.has(other)) {
      await readModules(other, modules);
    }
  }
  return modules;
}

/** Imports name a file without what its name ends with. */
function fileOf(name: string): string {
  return existsSync(path.join(reportFolder, `${name}.ts`))
    ? `${name}.ts`
    : `${name}.js`;
}

function asProperty([file, code]: [string, string]): string {
  return `'${file}': (exports) => {\n${code}\n}`;
}

/** A browser would ask for the map. */
function withoutSourceMap(text: string): string {
  return text.replace(/\/[/*]# sourceMappingURL=.*$/gm, '');
}
