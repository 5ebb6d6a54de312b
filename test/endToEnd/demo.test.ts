/** `npm run demo`: what a newcomer sees first. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { overviewLines } from '../../scripts/collect/overview';
import { collectDemo } from '../../scripts/demo/collectDemo';
import { parseRunOptions } from '../../scripts/runs/options';
import { compiledSource } from '../support/compiledSource';

jest.setTimeout(120_000);

const titles = [
  ...Object.values(overviewLines).map(({ title }) => title),
  'Left out or odd',
];

async function demo(...options: string[]): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-demo-test-'));
  const printed: string[] = [];
  jest
    .spyOn(console, 'log')
    .mockImplementation((text: string) => printed.push(text));
  const told = jest.spyOn(console, 'error').mockReturnValue();
  try {
    const module = JSON.stringify(await compiledSource('src/index'));
    await mkdir(path.join(folder, 'src'));
    await writeFile(
      path.join(folder, 'src', 'index.js'),
      `module.exports = require(${module});\n`,
    );
    expect(await collectDemo(folder, parseRunOptions(options))).toBe(0);
    expect(told).not.toHaveBeenCalled();
    return printed.join('\n').split('\n');
  } finally {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  }
}

test.each([[[]], [['--verbose']]])(
  'with %j its own application has just the permissions that it needs, and the end says what came of it and what to do next',
  async (options) => {
    const lines = await demo(...options);

    // "not in it", "lesser", "too broad" and "not needed" are rows of the table of permissions, the others sentences of the event.
    const complaints = lines.filter((line) =>
      /^ +(?:not in it|lesser|too broad|not needed) |Not in the token|It can write|It allows more|No step of this run needs|Missing permission|^ +(?:warning|failed|stopped) /.test(
        line,
      ),
    );
    expect(complaints).toEqual([]);
    const table = lines.indexOf('Permissions in the token:');
    expect(lines[table + 1]).toMatch(/^ {2}granted /);
    expect(lines.join('\n')).toContain(
      'The token covers everything that this run asks for.',
    );

    const first = lines.findIndex((line) => line.startsWith('  Users  '));
    const overview = lines.slice(first, first + titles.length);
    expect(overview.map((line) => line.slice(2, 32).trimEnd())).toEqual(titles);
    for (const line of overview) {
      expect(line.slice(32)).toMatch(/^[\d,]+$/);
    }
    expect(lines[first - 1]).toBe('');
    expect(lines[first + titles.length]).toBe('');
    const end = lines.slice(-3);
    expect(end).toEqual([
      expect.stringMatching(/^Collected [\d,]+ entities and [\d,]+ relat/),
      'The run is complete.',
      'The result is in .j1-integration/. Run `npm run report` to see it.',
    ]);
    const isVerbose = options.length > 0;
    expect(lines.includes('Entities')).toBe(isVerbose);
  },
);
