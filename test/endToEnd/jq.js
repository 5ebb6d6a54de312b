/** `jq -r <filter> <file>…`, for machines without jq: jq-wasm is jq itself, compiled to WebAssembly. */
const { readFileSync } = require('node:fs');
const { raw } = require('jq-wasm');

const [option, filter, ...files] = process.argv.slice(2);
if (option !== '-r' || files.length === 0) {
  throw new Error('Only `jq -r <filter> <file>…` is known here');
}

void raw(files.map((file) => readFileSync(file, 'utf8')).join('\n'), filter, [
  option,
]).then(({ stdout, stderr, exitCode }) => {
  process.stdout.write(stdout === '' ? '' : `${stdout}\n`);
  process.stderr.write(stderr);
  process.exitCode = exitCode;
});
