/** Each command of the docs is run by a test or a workflow, or the page says that none runs it. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { proofs } from './commandProofs';
import { commandsOf, pages, readFile, reachedBy } from './documentedCommands';

const { scripts } = JSON.parse(readFile('package.json')) as {
  scripts: Record<string, string>;
};

const commands = pages.flatMap(commandsOf);

/** Names of this project's scripts that a command runs. */
const scriptOf = (command: string) =>
  /^npm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/
    .exec(command)
    ?.slice(1)
    .find(Boolean);

test('all pages are read', () => {
  expect(commands.length).toBeGreaterThan(150);
  expect(commands.filter(({ isShown }) => isShown).length).toBeGreaterThan(60);
});

test('each script of the docs exists, and each that exists is in the docs', () => {
  const named = new Set(
    commands.flatMap(({ command }) => scriptOf(command) ?? []),
  );
  expect([...named].sort()).toEqual(Object.keys(scripts).sort());
});

test('each file that a command starts exists', () => {
  const files = commands.flatMap(
    ({ command }) =>
      /(?:ts-node|jest) ((?:src|test|scripts|packages)\S*)/.exec(
        command,
      )?.[1] ?? [],
  );
  expect(files.length).toBeGreaterThan(5);
  expect(
    files.filter((file) => !existsSync(path.join(__dirname, '../..', file))),
  ).toEqual([]);
});

test.each(
  commands.map(
    ({ page, command, isShown }) => [page, command, isShown] as const,
  ),
)('%s: %s', (page, command, isShown) => {
  const proof = proofs.find(([pattern]) => pattern.test(command))?.[1];
  if (proof === undefined) {
    throw new Error('No line of commandProofs.ts fits it');
  }
  if (proof !== 'check' && 'notRun' in proof && isShown) {
    const text = readFile(page).replaceAll(/\s+/g, ' ');
    expect(text).toContain(proof.said[page]);
  }
});

test.each(proofs)('%s has its proof', (pattern, proof) => {
  const fitting = commands.filter(
    ({ command }) =>
      proofs.find(([each]) => each.test(command))?.[0] === pattern,
  );
  expect(fitting).not.toEqual([]);
  if (proof === 'check') {
    const run = fitting
      .map(({ command }) => scriptOf(command))
      .filter((name) => name !== undefined);
    const checked = scripts.check.split(' ');
    expect(
      run.filter(
        (name) => !checked.includes(name) && !checked.includes(`${name}:check`),
      ),
    ).toEqual([]);
  } else if ('workflow' in proof) {
    expect(readFile(`.github/workflows/${proof.workflow}`)).toContain(
      proof.line,
    );
  } else if ('starts' in proof) {
    expect(readFile(proof.test)).toContain(proof.starts);
  } else if ('test' in proof) {
    expect(reachedBy(proof.test)).toContain(proof.through);
    const started = fitting.flatMap(
      ({ command }) =>
        /ts-node (\S+\.ts)/.exec(
          scripts[scriptOf(command) ?? ''] ?? command,
        )?.[1] ?? [],
    );
    for (const script of started) {
      const text = `${script} ${readFile(script)}`;
      expect(text).toContain(proof.through);
    }
  }
});
