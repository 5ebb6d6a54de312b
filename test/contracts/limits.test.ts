/** docs/graph-client.md has every limit, with its value. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defaultLimits } from '../../src/graph/basics/limits';

const UNITS: Readonly<Record<string, number>> = {
  min: 60_000,
  h: 3_600_000,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
};

/** `256 MiB` as the number that the code has. */
function valueOf(text: string): number {
  const [, number, unit] = /^([\d,]+)(?: (\w+))?$/.exec(text) ?? [];
  return Number(number.replaceAll(',', '')) * (unit ? UNITS[unit] : 1);
}

test('the chapter "Limits" names each limit, with its value', () => {
  const client = readFileSync(
    path.join(__dirname, '../../docs/graph-client.md'),
    'utf8',
  );
  const [, chapter] = /\n## Limits\n(.*?)\n## /s.exec(client) ?? [];
  const rows = chapter.matchAll(/^\| `(\w+)` +\| ([\d,]+(?: \w+)?) /gm);
  const documented = Object.fromEntries(
    [...rows].map(([, name, value]) => [name, valueOf(value)]),
  );
  expect(documented).toEqual(defaultLimits);
});
