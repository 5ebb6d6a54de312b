/** Says what a run that reached its end came to: eight lines, the verdict, and last what to do next. */
import { exitCodes } from '../exitCodes';
import { readSummaryFile } from '../runs/layout';
import {
  countLeftOut,
  describeVerdict,
  readEntityTypes,
  type RunSummary,
} from '../runs/runSummary';
import { renderCost } from './cost';
import type { LogLine } from './logLines';
import { formatCount, formatDuration, formatQuantity } from './numbers';
import { asCoded } from '../problem';
import type { Output } from './output';
import { countTypes, renderTable } from './summary';
import { renderOverview } from './overview';

/**
 * @param resultFolder of the run, with its summary
 * @param requests the line of the log about them
 * @returns the exit code
 */
export async function tellResult(
  resultFolder: string,
  requests: LogLine | undefined,
  { isVerbose }: { readonly isVerbose: boolean },
  output: Output,
): Promise<number> {
  const summary = await readSummaryFile(resultFolder);
  if (!summary?.run) {
    throw new TypeError(`${resultFolder} was not finished`);
  }
  const { run } = summary;
  const exitCode = exitCodes[run.verdict];
  const message = describeVerdict(run);
  const leftOut = countLeftOut(run);
  output.say(`\n${await renderOverview(resultFolder, summary, leftOut)}\n`);
  if (isVerbose) {
    const counts = countTypes(summary, await readEntityTypes(resultFolder));
    output.say(`${renderTable(counts)}\n`);
    if (requests?.workloads) {
      output.say(`${renderCost(requests.workloads)}\n`);
    }
    describeNotes(run, leftOut).forEach((text) => output.say(text));
  }
  if (run.disabledSteps.length > 0) {
    output.say(
      `Not collected, because disabled: ${run.disabledSteps.join(', ')}.`,
    );
  }
  output.say(describeTotals(run, requests));
  if (exitCode === exitCodes.complete) {
    output.say(message);
  } else {
    output.fail(asCoded(message));
  }
  output.say(nextStep(run));
  output.end({ ...run, exitCode, message });
  return exitCode;
}

function describeTotals(
  { totals, seconds }: RunSummary,
  requests: LogLine | undefined,
): string {
  return (
    `Collected ${formatCount(totals.entities)} entities and ${formatCount(totals.relationships)} relationships ` +
    `in ${formatDuration(seconds)} with ${describeRequests(requests)}.`
  );
}

/** What was said while the run went on, lest it is forgotten. */
function describeNotes(
  { events, leftOut }: RunSummary,
  count: number,
): string[] {
  return [
    ...(events.length > 0
      ? [
          `${formatQuantity(events.length, 'note')} of the run above (events in summary.json).`,
        ]
      : []),
    ...(count > 0
      ? [
          `Left out or odd: ${formatCount(count)}, by ${formatQuantity(leftOut.length, 'line')} above (leftOut in summary.json).`,
        ]
      : []),
  ];
}

function nextStep({ verdict }: RunSummary): string {
  return verdict === 'unusable'
    ? 'docs/troubleshooting.md explains the messages above; the log is in j1-integration.log.'
    : 'The result is in .j1-integration/. Run `npm run report` to see it.';
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
