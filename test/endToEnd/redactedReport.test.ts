/** `npm run report -- --redact` as a command: nothing of a tenant's names is in what it writes. */
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { projectRoot } from '../../scripts/collect/runCollect';
import type { SummaryFile } from '../../scripts/runs/runSummary';
import { generateTenant, startEmulator, type Emulator } from '../emulator';
import { namesOfTenant } from '../support/namesOfTenant';
import { collectInto, createWorkspace, type Workspace } from './workspace';

jest.setTimeout(180_000);

const tenant = generateTenant({ size: 'small' });
const [user] = tenant.users;
const [group] = tenant.groups;
const [device] = tenant.intune?.data.managedDevices ?? [];
const domain =
  tenant.organization.verifiedDomains?.find((each) => each.isDefault)?.name ??
  '';

/** As events and warnings quote what a tenant named: without quotes, too. */
const quoting = [
  `1 groups whose members could not be read: ${group.displayName} (${group.id}): GET /beta/groups/{id}/members answered 500.`,
  `2 of 150 users: ${user.displayName}, ${user.userPrincipalName}, of ${domain} and "${tenant.organization.displayName}".`,
  `Odd device ${String(device.deviceName)}, serial number ${String(device.serialNumber)}, of the application of Microsoft Graph.`,
];

let emulator: Emulator;
let workspace: Workspace;
/** By the name of the file: what the command printed, the page, its unpacked data, and the tables. */
const texts = new Map<string, string>();

beforeAll(async () => {
  emulator = await startEmulator({ tenant, exportPolls: 0 });
  workspace = await createWorkspace(emulator);
  await collectInto(workspace, emulator, {
    INCLUDE_ADVANCED_DEVICE_DETAILS: 'true',
  });
  const folder = path.join(workspace.folder, '.j1-integration');
  await quote(path.join(folder, 'summary.json'));
  const csv = path.join(workspace.folder, 'csv');
  texts.set('output', await report(folder, '--redact'));
  texts.set('output of --csv', await report(folder, '--redact', '--csv', csv));
  const page = await readFile(path.join(folder, 'report.html'), 'utf8');
  texts.set('page', page);
  const blocks = new Map<string, string>();
  for (const [, id, part] of page.matchAll(
    /data-block="([\w-]+)"[^>]*>([\w+/=\s]+)</g,
  )) {
    blocks.set(id, (blocks.get(id) ?? '') + part);
  }
  for (const [id, data] of blocks) {
    texts.set(id, gunzipSync(Buffer.from(data, 'base64')).toString('utf8'));
  }
  for (const name of await readdir(csv)) {
    texts.set(name, await readFile(path.join(csv, name), 'utf8'));
  }
});

afterAll(async () => {
  await emulator.close();
  await workspace.remove();
});

async function report(...args: string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(
    'npm',
    ['run', '--silent', 'report', '--', ...args],
    { cwd: projectRoot },
  );
  return `${stdout}${stderr}`;
}

async function quote(file: string): Promise<void> {
  const summary = JSON.parse(await readFile(file, 'utf8')) as SummaryFile;
  const { run } = summary;
  const events = quoting.map((message) => ({
    ...{ level: 'warning', name: 'IncompleteData', stepId: 'groups' },
    message,
  }));
  const leftOut = quoting.map((message) => ({ message, count: 1 }));
  await writeFile(
    file,
    JSON.stringify({
      ...summary,
      run: {
        ...run,
        events: [...(run?.events ?? []), ...events],
        leftOut: [...(run?.leftOut ?? []), ...leftOut],
      },
    }),
  );
}

test('the page, its data and all tables are there', () => {
  expect([...texts.keys()]).toEqual(
    expect.arrayContaining([
      'page',
      'heads',
      'names-users',
      'table-devices',
      'users.csv',
      'left-out.csv',
    ]),
  );
  expect(texts.get('names-users')).toMatch(/person-[\da-f]{12}/);
});

test('no name, address, serial number or id stands anywhere, of the tenant itself neither', () => {
  const names = [
    ...namesOfTenant(tenant),
    ...[tenant.id, domain, tenant.organization.displayName ?? ''],
  ];
  expect(names.length).toBeGreaterThan(300);
  const found = [...texts].flatMap(([where, text]) => {
    const lower = text.toLowerCase();
    return names
      .filter((name) => lower.includes(name.toLowerCase()))
      .map((name) => `${where}: ${name}`);
  });
  expect(found).toEqual([]);
});

test('the words of messages stay, and what they quote has the pseudonym that it has in the tables', () => {
  const told = texts.get('left-out.csv') ?? '';
  const [, ofGroup, idOfGroup] =
    /members could not be read: (group-[\da-f]{12}) \((id-[\da-f]{12})\): GET \/beta\/groups\/\{id\}\/members answered 500/.exec(
      told,
    ) ?? [];
  const groupRow = new RegExp(`^"?${ofGroup}"?,.*${idOfGroup}`, 'm');
  expect(texts.get('groups.csv')).toMatch(groupRow);
  const [, ofUser, login] =
    /2 of 150 users: (person-[\da-f]{12}), (address-[\da-f]{12}), of domain-/.exec(
      told,
    ) ?? [];
  expect(texts.get('users.csv')).toContain(`${ofUser},${login},`);
  const [, ofDevice, serial] =
    /Odd device (device-[\da-f]{12}), serial number (serial-[\da-f]{12}), of the application of Microsoft Graph\./.exec(
      told,
    ) ?? [];
  expect(texts.get('devices.csv')).toMatch(
    new RegExp(`^${ofDevice},.*${serial}`, 'm'),
  );
  // Each command has its own key.
  expect(texts.get('page')).toMatch(
    /members could not be read: group-[\da-f]{12} \(id-[\da-f]{12}\): GET /,
  );
});
