import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { groups } from '../report/types';
import { overviewLines, renderOverview } from './overview';
import type { StepResult } from './summary';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-overview-'));
});

afterEach(() => rm(folder, { recursive: true }));

const step = (
  id: string,
  status: string,
  counts: Readonly<Record<string, number>>,
  declaredTypes = Object.keys(counts),
): StepResult => ({ id, status, declaredTypes, encounteredTypeCounts: counts });

async function linesOf(
  integrationStepResults: readonly StepResult[],
  types: readonly string[] = [],
): Promise<Record<string, string>> {
  const text = await renderOverview(
    folder,
    { integrationStepResults, metadata: { partialDatasets: { types } } },
    3,
  );
  return Object.fromEntries(
    text.split('\n').map((line) => line.trim().split(/ {2,}/)),
  ) as Record<string, string>;
}

it('counts the types that the report shows under the same name', () => {
  const { users, groups: userGroups, devices, policies } = overviewLines;
  const { noncompliant, findings, applications } = overviewLines;
  const typesOf = (...parts: readonly { types: readonly string[] }[]) =>
    parts.flatMap(({ types }) => types);
  expect(users.types).toEqual(groups.users.types);
  expect(userGroups.types).toEqual(groups.userGroups.types);
  expect(devices.types).toEqual(groups.devices.types);
  expect(noncompliant.types).toEqual(groups.hostAgents.types);
  expect(policies.types).toEqual(
    typesOf(groups.compliancePolicies, groups.configurations),
  );
  expect(findings.types).toEqual(groups.findings.types);
  expect(applications.types).toEqual(
    typesOf(groups.managedApplications, groups.detectedApplications),
  );
});

it('has eight lines, with the devices whose agents are not compliant', async () => {
  const index = path.join(folder, 'index', 'entities', 'intune_host_agent');
  await mkdir(index, { recursive: true });
  const agents = [{ isCompliant: false }, { isCompliant: true }, {}];
  for (const name of ['a.json', 'b.json']) {
    const text = JSON.stringify({ entities: agents });
    await writeFile(path.join(index, name), text);
  }
  const steps = [
    step('users', 'success', { azure_user: 1_200 }),
    step('devices', 'success', { laptop: 4, server: 2, intune_host_agent: 6 }),
    step('compliance', 'success', { intune_noncompliance_finding: 3 }),
    step('configuration', 'success', { intune_noncompliance_finding: 4 }),
  ];
  expect(await linesOf(steps)).toEqual({
    Users: '1,200',
    Groups: '0',
    Devices: '6',
    'Noncompliant devices': '2',
    'Policies and configurations': '0',
    Findings: '7',
    Applications: '0',
    'Left out or odd': '3',
  });
});

it('says of a number whether it is incomplete, and calls nothing zero that was not collected', async () => {
  const steps = [
    step('users', 'failure', { azure_user: 7 }),
    step('groups', 'disabled', {}, ['azure_user_group']),
    step('devices', 'disabled', {}, ['laptop', 'intune_host_agent']),
  ];
  expect(await linesOf(steps, ['azure_user'])).toMatchObject({
    Users: '7 (incomplete)',
    Groups: 'not collected',
    Devices: 'not collected',
    'Noncompliant devices': 'not collected',
  });
});
