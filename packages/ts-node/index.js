/**
 * Lets Node.js load TypeScript. SWC translates a file when its content is new;
 * the result is kept, and used again only for exactly the same content.
 */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const projectRoot = path.join(__dirname, '..', '..');
const cache = path.join(projectRoot, 'node_modules', '.cache', 'ts-node');

const options = {
  configFile: false,
  swcrc: false,
  sourceMaps: true,
  inlineSourcesContent: false,
  module: { type: 'commonjs' },
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
};

/** All that a translation depends on, beside the source itself. */
const translator = createHash('sha256')
  .update(require('@swc/core/package.json').version)
  .update(JSON.stringify(options))
  .digest();

/** Source maps as text, by the file that they belong to: functions that read them when a stack is printed. */
const sourceMaps = new Map();

exports.register = () => {
  if (require.extensions['.ts']) {
    return;
  }
  require.extensions['.ts'] = (module, file) => {
    module._compile(javaScriptOf(file), file);
  };
  Error.prepareStackTrace = describeStack;
};

function javaScriptOf(file) {
  const source = fs.readFileSync(file);
  const kept = keptFile(file);
  const header = `// ${hashOf(file, source)}\n`;
  const known = kept && readIfAny(kept);
  if (known?.startsWith(header)) {
    sourceMaps.set(file, () => fs.readFileSync(`${kept}.map`, 'utf8'));
    return known;
  }
  // Loaded only when needed: it takes a tenth of a second.
  const { transformSync } = require('@swc/core');
  const text = source.toString('utf8');
  const { code, map } = transformSync(text, { ...options, filename: file });
  sourceMaps.set(file, () => map);
  if (kept) {
    keep(`${kept}.map`, map);
    // Last, because its header vouches for both.
    keep(kept, header + code);
  }
  return header + code;
}

function hashOf(file, source) {
  return createHash('sha256')
    .update(translator)
    .update(file)
    .update('\0')
    .update(source)
    .digest('hex');
}

/** Where the translation is kept; undefined for files outside of the project. */
function keptFile(file) {
  const name = path.relative(projectRoot, file);
  return name.startsWith('..') || path.isAbsolute(name)
    ? undefined
    : path.join(cache, `${name.replaceAll(path.sep, '+')}.js`);
}

function readIfAny(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Other processes may read or write the same file: they see the whole of it or nothing. */
function keep(file, text) {
  const own = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(cache, { recursive: true });
    fs.writeFileSync(own, text);
    fs.renameSync(own, file);
  } catch {
    // The folder cannot be written to: the file is translated again next time.
    fs.rmSync(own, { force: true });
  }
}

/** The stack as V8 prints it, with the places in the TypeScript. */
function describeStack(error, frames) {
  const lines = frames.map((frame) => `\n    at ${describeFrame(frame)}`);
  return Error.prototype.toString.call(error) + lines.join('');
}

function describeFrame(frame) {
  const line = frame.getLineNumber();
  const column = frame.getColumnNumber();
  const place = sourcePlace(frame.getFileName(), line, column);
  return place
    ? String(frame).replace(`:${line}:${column}`, `:${place}`)
    : String(frame);
}

function sourcePlace(file, line, column) {
  const readMap = sourceMaps.get(file);
  if (!readMap) {
    return undefined;
  }
  try {
    const map = new Module.SourceMap(JSON.parse(readMap()));
    // The header takes one line, and maps count from 0.
    const found = map.findEntry(line - 2, column - 1);
    return `${found.originalLine + 1}:${found.originalColumn + 1}`;
  } catch {
    // Without its map the place in the translation is better than none.
    return undefined;
  }
}
