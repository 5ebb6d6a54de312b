/**
 * What users read is plain English: no words that readers stumbled over, American
 * spelling, and one word for one thing. docs, and every sentence of the sources.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { pages } from './documentedCommands';

const root = path.join(__dirname, '..', '..');

/** What is not written, and what is written instead. */
const rules: readonly (readonly [
  pattern: RegExp,
  instead: string,
  example: string,
])[] = [
  [/\ball the same\b/i, 'still', 'is tried all the same'],
  [/\bsome day\b/i, 'at last, or nothing', 'gives up some day'],
  [/\bof (?:its|their) own\b/i, 'its own', 'a file of its own'],
  [/\bbe had\b/i, 'is not available', 'the number was not to be had'],
  [
    /\b(?:comes?|came) (?:of it|to its end)\b/i,
    'the result; ended',
    'what came of it',
  ],
  [/\bwould come to\b|\bcame to\b/i, 'the result of', 'what the steps came to'],
  [/\b(?:tells?|telling|told)\b/i, 'says, shows, reports', 'an event tells it'],
  [/\bteach(?:es)?\b/i, 'adds, shows', 'teaches the emulator'],
  [
    /\bfor ever\b|\bsuffice\b/i,
    'forever; be enough',
    'the time did not suffice',
  ],
  [/\bexceptionally\b|\bthe news\b/i, 'current advisories', 'tells the news'],
  [
    /\bWho \w+ (?:the|a|an|it)\b(?=[^?]*$)/,
    'If you, whoever',
    'Who knows the product finds',
  ],
  // American spelling.
  [
    /\b\w*(?:colour|favour|behaviour|honour|neighbour|labour)\w*\b/i,
    'color, behavior',
    'its behaviour',
  ],
  [
    /\b\w+(?:al|an|ar|er|gn|im|ior|it|on)i(?:se[ds]?|sing|sations?)\b(?<!\b(?:otherwise|enterprises?|comprised?))/i,
    '-ize',
    'it is normalised',
  ],
  [
    /\blicences?\b|\bcatalogues?\b|\bcentres?\b|\bgrey\b|\banalys(?:e[ds]?|ing)\b|\bcancelled\b/i,
    'license, catalog, center',
    'a licence',
  ],
  // One word for one thing.
  [/\bstrangers?\b/i, 'other member', 'a stranger'],
  [
    /\bsettings catalogs?\b|\bSettings catalogs?\b/,
    'Settings Catalog',
    'the settings catalog',
  ],
  [
    /\bolder integration\b|\bearlier integration\b/i,
    'published integration',
    'the older integration',
  ],
  // Nothing of the place where it was written.
  [
    /(?:\.\.)?\/shared\/|\/work\/|\/root\//,
    'a path of the project',
    '../shared/words.md',
  ],
];

function brokenBy(text: string): string[] {
  return rules.flatMap(([pattern, instead]) => {
    const found = pattern.exec(text);
    return found
      ? [`"${found[0]}" (${instead}): ${around(text, found.index)}`]
      : [];
  });
}

const around = (text: string, index: number) =>
  text.slice(Math.max(0, index - 40), index + 60).trim();

test.each(rules)('%s is found', (pattern, _, example) => {
  expect(example).toMatch(pattern);
});

/** Words of Microsoft or of code stand in backticks, addresses in parentheses. */
const proseOf = (markdown: string) =>
  markdown
    .replaceAll(/^ *```(?!text)[^]*?^ *```/gm, '')
    .replaceAll(/<!--[^]*?-->/g, '')
    .replaceAll(/\[[\w.]+\.ts\]/g, '[file]')
    .replaceAll(/`[^`\n]*`/g, '`code`')
    .replaceAll(/\]\([^)]*\)/g, ']')
    .replaceAll(/https?:\S+/g, '');

test.each(pages)('%s', (page) => {
  const paragraphs = proseOf(readFileSync(path.join(root, page), 'utf8')).split(
    /\n\s*\n|\n(?=\|)|\n(?=- )/,
  );
  expect(
    paragraphs.flatMap((text) => brokenBy(text.replaceAll(/\s+/g, ' '))),
  ).toEqual([]);
});

const modules = ['src', 'scripts'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.ts$/.test(name))
    .map((name) => path.join(folder, name)),
);

/** Texts with a blank: others are names. */
function sentencesOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const sentences: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    ) {
      sentences.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sentences.filter((each) => each.trim().includes(' '));
}

test('sentences of the sources', () => {
  expect(modules.length).toBeGreaterThan(200);
  expect(
    modules.flatMap((file) =>
      sentencesOf(file).flatMap((text) =>
        brokenBy(text.replaceAll(/https?:\S+/g, '')).map(
          (each) => `${file}: ${each}`,
        ),
      ),
    ),
  ).toEqual([]);
});
