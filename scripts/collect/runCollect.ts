/**
 * Runs `j1-integration collect` and says what came of it. The command line
 * itself prints a stack trace for a wrong secret, and ends well when steps
 * failed.
 */
import { createWriteStream, existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { REQUESTS_SUMMARY } from '../../src/graph/pacing/statistics';
import {
  exitCodeOf,
  removeResult,
  startCollect,
  type Ending,
} from './childRun';
import { renderCost } from './cost';
import { describeLogLine, parseLogLine, type LogLine } from './logLines';
import { formatCount, formatDuration, formatQuantity } from './numbers';
import {
  countTypes,
  disabledSteps,
  failedSteps,
  renderTable,
  total,
  type Summary,
} from './summary';

export const projectRoot = path.join(__dirname, '..', '..');
const resultFolder = '.j1-integration';
const logFile = 'j1-integration.log';

interface Run extends Ending {
  readonly seconds: number;
  /** What ended the whole run, in a sentence; undefined when it came to its end. */
  readonly fatal?: string;
  readonly requests?: LogLine;
}

/**
 * Collects and prints the result. Returns the exit code to end with.
 *
 * @param outputFolder gets the result in `.j1-integration/`, and the log; it
 * needs a `src` like the project's own
 */
export async function collectAndReport(
  environment: NodeJS.ProcessEnv,
  outputFolder = projectRoot,
): Promise<number> {
  await removeResult(path.join(outputFolder, resultFolder));
  const run = await runCommandLine(environment, outputFolder);
  console.log(`\nThe full log is in ${logFile}.`);
  if (run.signal !== null) {
    console.error(
      `\nInterrupted by ${run.signal}: the result is incomplete and must not be used.`,
    );
    return exitCodeOf(run.signal);
  }
  const summary = await readSummary(outputFolder);
  if (run.exitCode !== 0 || summary === undefined) {
    console.error(
      `\nThe run did not come to its end. ${run.fatal ?? `j1-integration ended with ${run.exitCode}.`}`,
    );
    return 1;
  }
  return report(summary, await readEntityTypes(outputFolder), run);
}

async function runCommandLine(
  environment: NodeJS.ProcessEnv,
  outputFolder: string,
): Promise<Run> {
  const startedAt = Date.now();
  const child = startCollect(environment, outputFolder, projectRoot);
  const log = createWriteStream(path.join(outputFolder, logFile));
  child.stderr.pipe(log, { end: false });
  let fatal: string | undefined;
  let requests: LogLine | undefined;
  for await (const text of createInterface({ input: child.stdout })) {
    log.write(`${text}\n`);
    const line = parseLogLine(text);
    if (line?.err && line.stepId === undefined) {
      fatal = line.err.message;
    } else if (line?.msg === REQUESTS_SUMMARY) {
      requests = line;
    } else if (line) {
      printIfAny(describeLogLine(line));
    }
  }
  const ending = await child.ended;
  log.end();
  return {
    ...ending,
    seconds: (Date.now() - startedAt) / 1_000,
    fatal,
    requests,
  };
}

function printIfAny(text: string | undefined): void {
  if (text !== undefined) {
    console.log(text);
  }
}

/** undefined when there is none: the SDK writes it last, and may end well without. */
async function readSummary(outputFolder: string): Promise<Summary | undefined> {
  const file = path.join(outputFolder, resultFolder, 'summary.json');
  if (!existsSync(file)) {
    return undefined;
  }
  return JSON.parse(await readFile(file, 'utf8')) as Summary;
}

/** Those that the result has: to load the steps for theirs takes a second. */
async function readEntityTypes(
  outputFolder: string,
): Promise<ReadonlySet<string>> {
  const index = path.join(outputFolder, resultFolder, 'index', 'entities');
  return new Set(existsSync(index) ? await readdir(index) : []);
}

function report(
  summary: Summary,
  entityTypes: ReadonlySet<string>,
  run: Run,
): number {
  const counts = countTypes(summary, entityTypes);
  const failed = failedSteps(summary);
  const disabled = disabledSteps(summary);
  console.log(`\n${renderTable(counts)}\n`);
  console.log(
    `Collected ${formatCount(total(counts.entities))} entities and ${formatCount(total(counts.relationships))} relationships ` +
      `in ${formatDuration(run.seconds)} with ${describeRequests(run.requests)}.`,
  );
  if (run.requests?.workloads) {
    console.log(`\n${renderCost(run.requests.workloads)}\n`);
  }
  console.log(`The result is in ${resultFolder}/.`);
  if (disabled.length > 0) {
    console.log(`Not collected, because disabled: ${disabled.join(', ')}.`);
  }
  if (failed.length > 0) {
    console.error(
      `\nIncomplete: ${failed.join(', ')} failed. JupiterOne keeps what it has of their ` +
        `${summary.metadata.partialDatasets.types.length} types (partialDatasets in ${resultFolder}/summary.json).`,
    );
  }
  return failed.length > 0 ? 1 : 0;
}

function describeRequests(line: LogLine | undefined): string {
  const { requests = 0, throttled = 0, retries = 0 } = line ?? {};
  const extras = [
    throttled > 0 ? `${formatCount(throttled)} throttled` : '',
    retries > 0 ? `${formatCount(retries)} repeated` : '',
  ].filter(Boolean);
  const details = extras.length > 0 ? ` (${extras.join(', ')})` : '';
  return `${formatQuantity(requests, 'Microsoft Graph request')}${details}`;
}
