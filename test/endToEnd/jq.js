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
  if (stdout !== '') console.log(stdout);
  if (stderr !== '') console.error(stderr);
  process.exitCode = exitCode;
});
