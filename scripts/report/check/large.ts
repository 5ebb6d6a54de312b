/** The report of a large tenant: its size is a promise, its times are printed. */
import type { Browser, Page } from 'playwright-core';
import type { StoredEntity, StoredRelationship } from '../collection';
import { makeReport } from '../makeReport';
import { number } from '../text';
import { goTo, isReady, lookAt } from './browser';
import { writeResult } from './result';

const DEVICES = 50_000;
const USERS = 45_000;
const GROUPS = 500;
const MEMBERSHIPS = 200_000;
const POLICIES = 40;
const POLICIES_OF_DEVICE = 8;
const APPLICATIONS = 4_000;
const APPLICATIONS_OF_DEVICE = 20;
const FINDINGS = 38_000;

const MOST_BYTES = 8_000_000;
const DAY = 24 * 60 * 60 * 1_000;

export async function checkLarge(
  browser: Browser,
  folder: string,
): Promise<string[]> {
  const made = makeTenant(Date.now());
  await writeResult(folder, made);
  const objects = made.entities.length + made.relationships.length;
  const startedAt = performance.now();
  const { file, bytes, leftOut } = await makeReport(folder);
  print(
    `${number(DEVICES)} devices, ${number(objects)} objects: made in ${seconds(performance.now() - startedAt)}, ` +
      `${(bytes / 1_000_000).toFixed(1)} MB${leftOut.length > 0 ? `, without ${leftOut.join(' and ')}` : ''}`,
  );
  const problems = await lookAt(
    browser,
    file,
    { width: 1440 },
    async (page) => {
      const clock = await threadClock(page);
      const measure = async (what: string, act: () => Promise<unknown>) => {
        const [startedAt, before] = [performance.now(), await clock()];
        await act();
        print(
          `  ${what}: ${seconds(performance.now() - startedAt)}, of it ${seconds((await clock()) - before)} of CPU`,
        );
      };
      await measure('open on the first screen', async () => {
        await page.reload();
        await isReady(page);
      });
      await measure('open the table of devices', () => goTo(page, '#devices'));
      const status = await page.locator('.status').innerText();
      for (const [what, act] of Object.entries(acts)) {
        await measure(what, () => page.evaluate(inFrame(act)));
      }
      return status.includes(` of ${number(DEVICES)}`)
        ? []
        : [`the table says "${status}"`];
    },
  );
  return bytes > MOST_BYTES
    ? [...problems, `a report of ${DEVICES} devices has ${bytes} bytes`]
    : problems;
}

const go = (hash: string) =>
  `location.hash = '${hash}'; window.dispatchEvent(new HashChangeEvent('hashchange'));`;
const sortBy = (field: string) =>
  `document.querySelector('[tabulator-field=${field}] .sort').click();`;

/** What a reader does; a search is without the pause for typing. */
const acts: Readonly<Record<string, string>> = {
  'filter by a column': go('#devices?compliant=%3DNo'),
  'filter by a number': go('#devices?daysUnseen=%3E30'),
  'search, the first time': go('#devices?search=desktop-01'),
  'search again': go('#devices?search=desktop-012'),
  'all rows again': go('#devices'),
  'sort by time': sortBy('lastSeenOn'),
  'sort the other way': sortBy('lastSeenOn'),
  'sort by name': sortBy('name'),
  'sort by name the other way': sortBy('name'),
  'sort by owner': sortBy('owner'),
  'open one device': go('#devices/100'),
};

/** From the change to the next frame, as a reader sees it. */
function inFrame(act: string): string {
  return `(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    ${act}
    await frame();
  })()`;
}

/**
 * How long the page's main thread worked, in ms: unlike the time on the clock, it
 * hardly depends on what else the machine does.
 */
async function threadClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const task = metrics.find(({ name }) => name === 'TaskDuration');
    return 1_000 * (task?.value ?? NaN);
  };
}

function print(text: string): void {
  console.log(text);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}

/** Always the same: a mulberry32 from a fixed seed. */
function createRandom(): (below: number) => number {
  let state = 20;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function makeTenant(now: number) {
  const random = createRandom();
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => random(16).toString(16)).join('');
  const guid = () => [8, 4, 4, 4, 12].map((digits) => hex(digits)).join('-');
  const one = <Item>(items: readonly Item[]) => items[random(items.length)];
  const list = <Item>(length: number, make: (index: number) => Item) =>
    Array.from({ length }, (_, index) => make(index));
  const named = (_type: string, _key: string, displayName: string) => ({
    ...{ _type, _key, displayName },
    id: _key,
    webLink: `https://intune.microsoft.com/#view/object/${_key}`,
  });
  const keys = (length: number) => list(length, guid);
  const deviceKeys = keys(DEVICES);
  const userKeys = keys(USERS);
  const groupKeys = keys(GROUPS);
  const policyKeys = keys(POLICIES);
  const appKeys = list(APPLICATIONS, (index) => `IntuneDetected:app ${index}`);
  const states = list(DEVICES, () =>
    random(100) < 12 ? 'noncompliant' : 'compliant',
  );
  const entities: StoredEntity[] = [
    ...userKeys.map((key, index) => ({
      ...named('azure_user', key, `${one(firstNames)} ${one(lastNames)}`),
      userPrincipalName:
        `${one(firstNames)}.${one(lastNames)}${index}@contoso.example`.toLowerCase(),
      userType: random(10) === 0 ? 'Guest' : 'Member',
      accountEnabled: random(20) > 0,
      active: true,
      isMfaEnabled: random(3) > 0,
      isAdmin: random(200) === 0,
      lastSignInOn: now - random(200 * DAY),
      department: `Department ${random(60)}`,
      jobTitle: `Job ${random(400)}`,
    })),
    ...groupKeys.map((key, index) => ({
      ...named('azure_user_group', key, `Group ${index}`),
      isSecurityEnabled: true,
    })),
    ...deviceKeys.map((key, index) => ({
      ...named(
        index % 4 === 0 ? 'smartphone' : 'desktop',
        key,
        `DESKTOP-${hex(7)}`.toUpperCase(),
      ),
      osName: index % 4 === 0 ? 'iOS' : 'Windows',
      osVersion: `10.0.${19_000 + random(60) * 50}.${random(40) * 100}`,
      encrypted: random(10) > 0,
      lastSeenOn: now - random(120) * random(DAY),
      enrolledDateTime: now - random(900 * DAY),
      ownerType: random(5) === 0 ? 'personal' : 'company',
      make: one(['Dell Inc.', 'HP', 'LENOVO', 'Apple']),
      model: `Model ${random(80)}`,
      serial: hex(8).toUpperCase(),
      joinType: one(['azureADJoined', 'hybridAzureADJoined']),
    })),
    ...deviceKeys.map((key, index) => ({
      _type: 'intune_host_agent',
      _key: `agent:${key}`,
      isCompliant: states[index] === 'compliant',
      complianceState: states[index],
      managementAgent: 'mdm',
      managementCertificateExpiresOn: now + random(365 * DAY),
    })),
    ...policyKeys.map((key, index) =>
      named(
        index < 12 ? 'intune_compliance_policy' : 'intune_device_configuration',
        key,
        `Policy ${index}`,
      ),
    ),
    ...appKeys.map((key, index) => ({
      _type: 'intune_detected_application',
      _key: key,
      displayName: `Application ${index}`,
    })),
  ];
  const relationships: StoredRelationship[] = [];
  const connect = (
    _type: string,
    from: string,
    to: string,
    more: object = {},
  ) =>
    relationships.push({
      _type,
      _fromEntityKey: from,
      _toEntityKey: to,
      ...more,
    });
  deviceKeys.forEach((key, index) => {
    const type = index % 4 === 0 ? 'smartphone' : 'desktop';
    connect(`azure_user_has_${type}`, one(userKeys), key);
    connect(`intune_host_agent_manages_${type}`, `agent:${key}`, key);
    const first = random(POLICIES);
    for (let at = 0; at < POLICIES_OF_DEVICE; at += 1) {
      const policy = (first + at * 5) % POLICIES;
      connect(
        policy < 12
          ? 'intune_host_agent_assigned_compliance_policy'
          : 'intune_host_agent_assigned_device_configuration',
        `agent:${key}`,
        policyKeys[policy],
        { complianceStatus: random(12) === 0 ? 'nonCompliant' : 'compliant' },
      );
    }
    for (let at = 0; at < APPLICATIONS_OF_DEVICE; at += 1) {
      connect(
        `${type}_installed_intune_detected_application`,
        key,
        one(appKeys),
        {
          version: `${random(20)}.${random(10)}`,
        },
      );
    }
  });
  for (let at = 0; at < MEMBERSHIPS; at += 1) {
    connect('azure_user_group_has_user', one(groupKeys), one(userKeys));
  }
  for (let at = 0; at < FINDINGS; at += 1) {
    const device = random(DEVICES);
    const policy = random(POLICIES);
    const key = `finding ${at}`;
    entities.push({
      _type: 'intune_noncompliance_finding',
      _key: key,
      displayName: `Policy ${policy}`,
      severity: random(5) === 0 ? 'medium' : 'high',
      status: one(['nonCompliant', 'error', 'conflict']),
      open: true,
      lastUpdatedOn: now - random(90 * DAY),
    });
    connect(
      `${device % 4 === 0 ? 'smartphone' : 'desktop'}_has_intune_noncompliance_finding`,
      deviceKeys[device],
      key,
    );
    connect(
      policy < 12
        ? 'intune_compliance_policy_identified_noncompliance_finding'
        : 'intune_device_configuration_identified_noncompliance_finding',
      policyKeys[policy],
      key,
    );
  }
  return { entities, relationships, endedAt: now };
}

const firstNames =
  'Ann Bo Cy Dee Eve Fay Gus Hal Ida Jan Kay Lee Max Ned Oz Pat'.split(' ');
const lastNames =
  'Adler Baker Carter Dixon Evans Fischer Garcia Hughes Iversen Jones Keller Lopez Mayer Novak Olsen Perez'.split(
    ' ',
  );
