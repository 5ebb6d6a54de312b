/**
 * The words of the messages that users can meet, read from the source: what is
 * passed to errors, warnings and events, and what is said of the configuration.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const sourceFolder = path.join(__dirname, '..', '..', 'src');

/** Shorter ones are keys, units and the ends of sentences. */
const SHORTEST = 16;

const tellers =
  /^(?:publishWarning|publishInfo|publishOdd|logOdd|warn|malformed)$/;
/** What speaks against a step's being complete, of which its events are made. */
const completenessTellers =
  /^(?:addMissing|addLeftOut|addFewer|addUnlisted|addUnchecked|addEmpty|conclude|shortageByReports)$/;
const errors = /(?:Error|Problem)$/;
/** Thrown at whoever writes code, never at users. */
const internal = /^TypeError$/;

/** In these files every sentence is for users: of the configuration, and of the upload. */
const configurationFiles =
  /upload\/(?:apiError|job|options|run)\.ts$|config\/(?:certificate|cloud|credentials|loginFailures|shapes|validateShape|validateInvocation|workloadIdentity)\.ts$/;

/** File names relative to `src`. */
export function sourceFiles(): string[] {
  return readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort();
}

/** `(limit maxPages)`: how messages name the limit that was met. */
export const limitPattern = /\(limit (\w+)\)/;

/** Of each message of a file the part that names a limit, else its longest fixed part. */
export function messagesOf(file: string): string[] {
  const text = readFileSync(path.join(sourceFolder, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const messages: string[] = [];
  const visit = (node: ts.Node): void => {
    const expressions = configurationFiles.test(file)
      ? sentence(node)
      : argumentsOf(node);
    messages.push(...expressions.flatMap(tellingPart));
    // What is inside a message is a part of it.
    if (expressions.length === 0) {
      ts.forEachChild(node, visit);
    }
  };
  visit(source);
  return [...new Set(messages)];
}

function sentence(node: ts.Node): ts.Node[] {
  const isText =
    ts.isStringLiteralLike(node) ||
    ts.isTemplateExpression(node) ||
    (ts.isBinaryExpression(node) && tellingPart(node).length > 0);
  return isText && !ts.isImportDeclaration(node.parent) ? [node] : [];
}

function argumentsOf(node: ts.Node): ts.Node[] {
  if (ts.isNewExpression(node)) {
    const name = node.expression.getText();
    const isError = errors.test(name) && !internal.test(name);
    return isError ? (node.arguments ?? []).flatMap(properties) : [];
  }
  if (ts.isCallExpression(node)) {
    const name = node.expression.getText().split('.').at(-1) ?? '';
    if (completenessTellers.test(name)) {
      return node.arguments.flatMap(textProperties).flatMap(withConstants);
    }
    if (name === 'push' && node.expression.getText().includes('#notes')) {
      return [...node.arguments];
    }
    return tellers.test(name) ? [...node.arguments] : [];
  }
  return [];
}

/** An object has a message in each of its properties. */
function properties(node: ts.Node): ts.Node[] {
  return ts.isObjectLiteralExpression(node) ? [...node.properties] : [node];
}

/** Those of `Missing` and the like that are texts. */
const textNames = /^(?:what|gone|unread|causes)$/;

function textProperties(node: ts.Node): ts.Node[] {
  return ts.isObjectLiteralExpression(node)
    ? node.properties.filter(({ name }) =>
        textNames.test(name?.getText() ?? ''),
      )
    : [node];
}

/** A name stands for the text that a constant of the same file has. */
function withConstants(node: ts.Node): ts.Node[] {
  const value = ts.isPropertyAssignment(node) ? node.initializer : node;
  const name = ts.isShorthandPropertyAssignment(value) ? value.name : value;
  return ts.isIdentifier(name)
    ? [node, ...constantsNamed(name.text, node.getSourceFile())]
    : [node];
}

function constantsNamed(name: string, source: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isVariableDeclaration(node) &&
      node.name.getText() === name &&
      node.initializer
    ) {
      found.push(node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function tellingPart(node: ts.Node): string[] {
  const parts: string[] = [];
  const collect = (child: ts.Node): void => {
    if (
      ts.isStringLiteralLike(child) ||
      ts.isTemplateHead(child) ||
      ts.isTemplateMiddleOrTemplateTail(child)
    ) {
      parts.push(child.text);
    }
    ts.forEachChild(child, collect);
  };
  collect(node);
  const words = parts
    .map((part) => part.trim())
    .filter((part) => part.length >= SHORTEST && part.includes(' '));
  const [longest] = words.sort((a, b) => b.length - a.length);
  const telling = words.find((part) => limitPattern.test(part)) ?? longest;
  return telling === undefined ? [] : [telling];
}

/** A text that `Completeness` makes sentences of. */
export interface CompletenessText {
  /** The method, and the property or the number of the argument: `addMissing what`. */
  readonly place: string;
  /** With sample values where it has others. */
  readonly text: string;
}

/** The texts are in these arguments, or in these properties of any argument. */
const textPlaces = new Map<string, readonly (number | string)[]>([
  ['addMissing', ['what']],
  ['addLeftOut', ['what']],
  ['conclude', ['gone', 'unread']],
  ['addFewer', [0]],
  ['addUnlisted', [0]],
  ['addUnchecked', [0]],
  ['shortageByReports', [1]],
  ['listWhole', ['what']],
]);

export function completenessTexts(file: string): CompletenessText[] {
  const text = readFileSync(path.join(sourceFolder, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: CompletenessText[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const name = node.expression.getText().split('.').at(-1) ?? '';
      for (const where of textPlaces.get(name) ?? []) {
        for (const given of givenAt(node, where)) {
          found.push({ place: `${name} ${where}`, text: given });
        }
      }
    }
    for (const given of declaredList(node)) {
      found.push({ place: 'declared list', text: given });
    }
    ts.forEachChild(node, visit);
  };
  // Its own methods hand on what they are given.
  if (
    !/run\/(?:wholeness\/completeness|itemFailures|sources\/exportSample)\.ts$/.test(
      file,
    )
  ) {
    visit(source);
  }
  return found;
}

/** What a list is of that is declared as data: its request stands beside it. */
function declaredList(node: ts.Node): string[] {
  return ts.isObjectLiteralExpression(node) && hasProperty(node, 'request')
    ? textsOf(node, 'what')
    : [];
}

function hasProperty(node: ts.ObjectLiteralExpression, name: string): boolean {
  return node.properties.some((property) => property.name?.getText() === name);
}

function textsOf(node: ts.ObjectLiteralExpression, name: string): string[] {
  return node.properties
    .filter((property) => property.name?.getText() === name)
    .flatMap((property) =>
      sampleTexts(
        ts.isPropertyAssignment(property)
          ? property.initializer
          : property.name,
      ),
    );
}

function givenAt(call: ts.CallExpression, where: number | string): string[] {
  if (typeof where === 'number') {
    return sampleTexts(call.arguments[where]);
  }
  return call.arguments
    .filter(ts.isObjectLiteralExpression)
    .flatMap((argument) => textsOf(argument, where));
}

/** With "device configurations" for every other value, and 5 for a number. */
function sampleTexts(node: ts.Node | undefined): string[] {
  if (!node) {
    return [];
  }
  if (ts.isStringLiteralLike(node)) {
    return [node.text];
  }
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map(
      ({ expression, literal }) => `${sampleOf(expression)}${literal.text}`,
    );
    return [node.head.text + spans.join('')];
  }
  return ts.isIdentifier(node)
    ? constantsNamed(node.text, node.getSourceFile()).flatMap(sampleTexts)
    : [];
}

function sampleOf(expression: ts.Node): string {
  const isNumber = /(?:^|\.)(?:length|count|size|of)$/;
  return isNumber.test(expression.getText()) ? '5' : 'device configurations';
}
