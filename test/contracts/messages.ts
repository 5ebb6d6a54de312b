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

const tellers = /^(?:warnUsers|tellUsers|warn|malformed)$/;
const errors = /(?:Error|Problem|Oddities)$/;
/** Thrown at whoever writes code, never at users. */
const internal = /^TypeError$/;

/** In these files every sentence is about the configuration. */
const configurationFiles =
  /config\/(?:certificate|cloud|credentials|loginFailures|shapes|validateShape|validateInvocation|workloadIdentity)\.ts$/;

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
    return tellers.test(name) ? [...node.arguments] : [];
  }
  return [];
}

/** An object has a message in each of its properties. */
function properties(node: ts.Node): ts.Node[] {
  return ts.isObjectLiteralExpression(node) ? [...node.properties] : [node];
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
