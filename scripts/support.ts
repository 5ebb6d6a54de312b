/** `npm run support [-- <folder>]`: a file for support of the last run, without names and secrets. */
import { runSupport } from './support/command';

runSupport(process.argv.slice(2), process.env).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
