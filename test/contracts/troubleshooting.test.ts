/** docs/troubleshooting.md has every message that users can meet. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  IntegrationInfoEventName,
  IntegrationWarnEventName,
} from '@jupiterone/integration-sdk-core';
import {
  limitPattern,
  messagesOf,
  sourceFiles,
  sourceFolder,
} from './messages';

const root = path.join(sourceFolder, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

const chapter = read('docs/troubleshooting.md').replace(/\s+/g, ' ');

/** Who searches for a message types its first words. */
const SEARCHED_LENGTH = 40;

/** Values and words inside other messages, which say nothing alone. */
const partsOfOthers = new Set(['rows of a sample of']);

/** The limit that a message names, else its first words, without what precedes them. */
function searched(message: string): string {
  const [, limit] = limitPattern.exec(message) ?? [];
  if (limit) {
    return `\`${limit}\``;
  }
  const words = message.replace(/^\W+/, '').replace(/\s+/g, ' ');
  return words.length <= SEARCHED_LENGTH
    ? words.replace(/[\s(]+$/, '')
    : words.slice(0, words.lastIndexOf(' ', SEARCHED_LENGTH));
}

const matches = (file: string, pattern: RegExp) =>
  [...read(file).matchAll(pattern)].map(([, found]) => found);

const uploadFiles = ['apiError', 'job', 'options', 'run', 'signals'].map(
  (name) => `../scripts/upload/${name}.ts`,
);

describe('the chapter has', () => {
  test.each([...sourceFiles(), ...uploadFiles].map((file) => [file]))(
    'the messages of %s',
    (file) => {
      const missing = messagesOf(file)
        .filter((message) => !partsOfOthers.has(message))
        .filter((message) => !chapter.includes(searched(message)));
      expect(missing).toEqual([]);
    },
  );

  test('the errors of the login, by their numbers', () => {
    const numbers = matches('src/config/loginFailures.ts', /'(\d{5,7})'/g);
    expect(numbers.length).toBeGreaterThan(10);
    const missing = numbers.filter(
      (it) => !chapter.includes(`\`AADSTS${it}\``),
    );
    expect(missing).toEqual([]);
  });

  test('every class of errors that has a name of its own', () => {
    const classes = sourceFiles().flatMap((file) =>
      matches(`src/${file}`, /^export class (\w+Error) extends/gm),
    );
    expect(classes.length).toBeGreaterThan(5);
    // They become a GraphProtocolError where they are caught.
    const caught = ['BodyTooLargeError', 'NestingError'];
    const shown = classes.filter((name) => !caught.includes(name));
    expect(shown.filter((name) => !chapter.includes(`\`${name}\``))).toEqual(
      [],
    );
  });

  test('every reason why an export is not to be had', () => {
    const [, reasons = ''] =
      /ExportUnavailableReason =([^;]*);/.exec(
        read('src/graph/exports/exportRequest.ts'),
      ) ?? [];
    const names = [...reasons.matchAll(/'(\w+)'/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => !chapter.includes(`| \`${name}\``))).toEqual(
      [],
    );
  });

  test('every event', () => {
    const names = new Set(
      sourceFiles().flatMap((file) =>
        matches(`src/${file}`, /Integration(?:Info|Warn)EventName\.(\w+)/g),
      ),
    );
    const values: Record<string, string> = {
      ...IntegrationInfoEventName,
      ...IntegrationWarnEventName,
    };
    expect(names.size).toBeGreaterThan(2);
    for (const name of names) {
      expect(chapter).toContain(`\`${name}\` (\`${values[name]}\`)`);
    }
  });

  test('every code of an error', () => {
    const codes = sourceFiles().flatMap((file) =>
      matches(`src/${file}`, /\bcode: '([A-Z_]+)'/g),
    );
    expect(codes).not.toEqual([]);
    expect(codes.filter((code) => !chapter.includes(`\`${code}\``))).toEqual(
      [],
    );
  });
});
