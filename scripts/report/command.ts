/** What `npm run report` understands, and what it says. */
import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { coded } from '../../src/graph/basics/messageCodes';
import { readArguments, UsageError } from '../arguments';
import { printProblem } from '../problem';
import { createPseudonyms } from '../support/pseudonyms';
import { writeCsvFiles } from './csvFiles';
import { makeReport, readReport, type ReportOptions } from './makeReport';
import { number } from './text';

export const USAGE = `Usage: npm run report -- [folder] [options]

Makes report.html in the folder of a result: .j1-integration, unless another is given.

  --with <folder>  compares with the result of an earlier run
  --csv <folder>   writes all tables as CSV files into that folder, and no report
  --redact         pseudonyms instead of names, addresses, ids and serial numbers
  --open           opens the report in the browser
  --help           shows this`;

/**
 * @returns the text to print
 * @throws UnreadableCollectionError when there is no such result
 * @throws UsageError when there is no such option
 */
export async function runReport(
  args: readonly string[],
  defaultFolder: string,
): Promise<string> {
  const { values, positionals } = parse(args);
  if (values.help) {
    return USAGE;
  }
  const folder = positionals.at(0) ?? defaultFolder;
  const options: ReportOptions = {
    ...(values.with === undefined ? {} : { earlier: values.with }),
    ...(values.redact
      ? { pseudonyms: createPseudonyms(randomBytes(32).toString('hex')) }
      : {}),
  };
  if (values.csv !== undefined) {
    const report = await readReport(folder, options);
    const files = await writeCsvFiles(report, values.csv);
    return `${number(files.length)} CSV files are in ${path.resolve(values.csv)}:\n${files.map((file) => `  ${file}`).join('\n')}`;
  }
  const { file, bytes, leftOut } = await makeReport(folder, options);
  const address = pathToFileURL(path.resolve(file)).href;
  if (values.open) {
    open(address);
  }
  return [
    `The report is ${path.relative(process.cwd(), file)} (${megabytes(bytes)} MB).`,
    ...leftOut.map(
      (title) =>
        `It does not hold the ${title}, because it would be larger than 8 MB. --csv writes them.`,
    ),
    address,
  ].join('\n');
}

function parse(args: readonly string[]) {
  const parsed = readArguments({
    args: [...args],
    options: {
      with: { type: 'string' },
      csv: { type: 'string' },
      redact: { type: 'boolean', default: false },
      open: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
    allowPositionals: true,
  });
  if (parsed.positionals.length > 1) {
    throw new UsageError(
      coded('M365-REPORT-007', 'Only one folder can be given.'),
    );
  }
  return parsed;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

/** The system knows which program opens an address. */
function open(address: string): void {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', address]
        : ['xdg-open', address];
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () =>
    printProblem(
      coded(
        'M365-REPORT-008',
        `${program} could not be started: open the address yourself.`,
      ),
    ),
  );
  child.unref();
}
