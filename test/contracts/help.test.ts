/** `--help` of every npm command of ours prints what it does, and nothing else happens. */
import childProcess from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { scripts } from '../../package.json';

const root = path.join(__dirname, '..', '..');

const commands = Object.entries(scripts).flatMap(([name, script]) => {
  // One with an option of its own is another name of the same command.
  const [, file] = /^ts-node (\S+\.ts)$/.exec(script) ?? [];
  return file === undefined ? [] : [[name, file] as const];
});

const argv = process.argv;

afterEach(() => {
  process.argv = argv;
  process.exitCode = undefined;
});

test('the commands are known', () => {
  expect(commands.length).toBeGreaterThan(15);
});

test.each(commands)('npm run %s -- --help', async (name, file) => {
  const printed: string[] = [];
  jest.spyOn(console, 'log').mockImplementation((text) => printed.push(text));
  jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  const doing = [
    jest.spyOn(childProcess, 'spawn'),
    jest.spyOn(fs.promises, 'writeFile'),
    jest.spyOn(fs.promises, 'mkdtemp'),
    jest.spyOn(fs.promises, 'mkdir'),
  ];
  process.argv = [process.execPath, file, '--help'];
  jest.requireActual(path.join(root, file));
  for (let turn = 0; turn < 100 && printed.length === 0; turn += 1) {
    await setImmediate();
  }
  expect(printed).toHaveLength(1);
  expect(printed[0]).toMatch(new RegExp(`npm (?:run )?${name}\\b`));
  expect(process.exitCode ?? 0).toBe(0);
  for (const each of doing) {
    expect(each).not.toHaveBeenCalled();
  }
});
