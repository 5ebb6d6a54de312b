/** The style sheet and the script of the page, as text. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { transform } from '@swc/core';
import type { PageAssets } from './page';

const browserFolder = path.join(__dirname, '..', 'browser');
const tableStyleFile =
  require.resolve('tabulator-tables/dist/css/tabulator_simple.min.css');
const tableScriptFile =
  require.resolve('tabulator-tables/dist/js/tabulator.min.js');

/** What `app.js` requires; these require nothing. */
const modules = {
  './csv': path.join(browserFolder, 'csv.ts'),
  './filters': path.join(browserFolder, 'filters.ts'),
  './packing': path.join(browserFolder, 'packing.ts'),
  '../text': path.join(__dirname, '..', 'text.ts'),
};

export async function readAssets(): Promise<PageAssets> {
  const [tableStyle, ownStyle, table, app, ...parts] = await Promise.all([
    read(tableStyleFile),
    read(__dirname, 'report.css'),
    read(tableScriptFile),
    read(browserFolder, 'app.js'),
    ...Object.entries(modules).map(asFunction),
  ]);
  return {
    styleSheet: withoutSourceMap(`${tableStyle}\n${ownStyle}`),
    script: `${withoutSourceMap(table)}
(() => {
const parts = { ${parts.join(',\n')} };
const loaded = {};
const require = (name) => {
  if (!loaded[name]) { loaded[name] = {}; parts[name](loaded[name]); }
  return loaded[name];
};
${app}
})();`,
  };
}

async function asFunction([name, file]: [string, string]): Promise<string> {
  const { code } = await transform(await readFile(file, 'utf8'), {
    configFile: false,
    swcrc: false,
    module: { type: 'commonjs' },
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  });
  return `'${name}': (exports) => {\n${code}\n}`;
}

function read(...parts: string[]): Promise<string> {
  return readFile(path.join(...parts), 'utf8');
}

/** A browser would ask for the map. */
function withoutSourceMap(text: string): string {
  return text.replace(/\/[/*]# sourceMappingURL=.*$/gm, '');
}
