/** What people look for first at the end of a run: eight lines. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { deviceTypes } from '../../src/steps/devices/deviceType';
import { missingAs } from '../runs/fileErrors';
import { HOST_AGENT_TYPE } from './expected';
import { formatCount } from './numbers';
import type { StepResult, Summary } from './summary';

export interface OverviewLine {
  readonly title: string;
  /** The types of entities that it counts. */
  readonly types: readonly string[];
}

/** To load all steps for their types takes a second; a test compares them. */
export const overviewLines = {
  users: { title: 'Users', types: ['azure_user'] },
  groups: { title: 'Groups', types: ['azure_user_group'] },
  devices: {
    title: 'Devices',
    types: deviceTypes,
  },
  noncompliant: { title: 'Noncompliant devices', types: [HOST_AGENT_TYPE] },
  policies: {
    title: 'Policies and configurations',
    types: ['intune_compliance_policy', 'intune_device_configuration'],
  },
  findings: { title: 'Findings', types: ['intune_noncompliance_finding'] },
  applications: {
    title: 'Applications',
    types: ['intune_managed_application', 'intune_detected_application'],
  },
} as const satisfies Readonly<Record<string, OverviewLine>>;

/**
 * A line each, with the number or with why there is none: a number of which
 * something may be missing says so, and what was not asked for is no zero.
 *
 * @param resultFolder of the run
 * @param leftOut how many items were left out or are odd
 */
export async function renderOverview(
  resultFolder: string,
  summary: Summary,
  leftOut: number,
): Promise<string> {
  const noncompliant = await countNoncompliant(resultFolder);
  const rows = Object.values(overviewLines).map((line: OverviewLine) => {
    const count =
      line === overviewLines.noncompliant
        ? noncompliant
        : countOf(line, summary.integrationStepResults);
    return [line.title, describe(line, count, summary)] as const;
  });
  return [...rows, ['Left out or odd', formatCount(leftOut)] as const]
    .map(([title, value]) => `  ${title.padEnd(30)}${value}`)
    .join('\n');
}

function describe(
  { types }: OverviewLine,
  count: number,
  { integrationStepResults, metadata }: Summary,
): string {
  const includes = (type: string) => types.includes(type);
  const steps = integrationStepResults.filter(({ declaredTypes = [] }) =>
    declaredTypes.some(includes),
  );
  if (steps.length > 0 && steps.every(({ status }) => status === 'disabled')) {
    return 'not collected';
  }
  const isPartial = metadata.partialDatasets.types.some(includes);
  return `${formatCount(count)}${isPartial ? ' (incomplete)' : ''}`;
}

function countOf(
  { types }: OverviewLine,
  results: readonly StepResult[],
): number {
  let count = 0;
  for (const { encounteredTypeCounts } of results) {
    for (const type of types) {
      count += encounteredTypeCounts[type] ?? 0;
    }
  }
  return count;
}

/** Each device has one agent, which has its compliance. A file at a time: the SDK puts 500 into one. */
async function countNoncompliant(resultFolder: string): Promise<number> {
  const folder = path.join(resultFolder, 'index', 'entities', HOST_AGENT_TYPE);
  let count = 0;
  for (const name of await readdir(folder).catch(missingAs<string[]>([]))) {
    const { entities = [] } = JSON.parse(
      await readFile(path.join(folder, name), 'utf8'),
    ) as { readonly entities?: readonly { readonly isCompliant?: unknown }[] };
    count += entities.filter(({ isCompliant }) => isCompliant === false).length;
  }
  return count;
}
