/** `npm run support [-- <folder>]`: a file for support of the last run, without names and secrets. */
import { runCommand } from './runCommand';
import { runSupport, USAGE } from './support/command';

void runCommand(() => runSupport(process.argv.slice(2), process.env), USAGE);
