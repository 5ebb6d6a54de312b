/** What questions about devices, policies and applications have to return of a tenant. */
import { ascending, descending, type Answers } from './directoryAnswers';
import {
  dataOf,
  type Answer,
  type Expected,
  type Endpoint,
  type Facts,
  type PolicyState,
} from './facts';
import { isInPortal } from '../../endToEnd/expectedIntune';

const MS_PER_DAY = 86_400_000;

export function intuneAnswers(facts: Facts): Answers {
  return {
    ...answersAboutDevices(facts),
    ...answersAboutOwners(facts),
    ...answersAboutCompliance(facts),
    ...answersAboutPolicies(facts),
    ...answersAboutApplications(facts),
  };
}

function answersAboutDevices({ endpoints, now }: Facts): Answers {
  const isStale = ({ agent: { lastSeenOn } }: Endpoint) =>
    lastSeenOn === null || lastSeenOn < now - 30 * MS_PER_DAY;
  const isLeaving = ({ agent: { state } }: Endpoint) =>
    /^wipe(Pending|Issued|Failed)$|^retire(Pending|Issued|Failed)$|^deletePending$/.test(
      state,
    );
  return {
    'unencrypted-devices': [
      endpoints.filter(({ device }) => !device.encrypted).map(withOwner),
    ],
    'stale-devices': [
      ascending('agent.lastSeenOn', endpoints.filter(isStale).map(withAgent)),
    ],
    'jailbroken-devices': [
      endpoints
        .filter(({ device }) => device.jailBroken === 'True')
        .map(withOwner),
    ],
    'operating-systems': [
      counted(
        endpoints.map(({ device: { osName, osVersion } }) => ({
          device: { osName, osVersion },
        })),
        'devices',
      ),
    ],
    'full-disks': [
      ascending(
        'device.freeStorageSpaceInBytes',
        endpoints
          .filter(({ device }) => device.freeStorageSpaceInBytes < 10 ** 10)
          .map(({ device }) => ({ device })),
      ),
    ],
    'devices-being-wiped': [endpoints.filter(isLeaving).map(withAgent)],
    'duplicate-devices': [
      counted(
        endpoints
          .filter(({ device }) => device.serialNumber !== null)
          .map(({ device: { serialNumber } }) => ({
            device: { serialNumber },
          })),
        'devices',
      ),
    ],
  };
}

function answersAboutOwners({ people, endpoints }: Facts): Answers {
  const owned = endpoints.flatMap(({ device, owner }) =>
    owner ? [{ device, owner }] : [],
  );
  const used = endpoints.flatMap(({ device, owner, users }) =>
    users.map((user) => ({ device, owner, user })),
  );
  const owners = new Set(owned.map(({ owner }) => owner));
  return {
    'personal-devices': [
      owned
        .filter(({ device }) => device.BYOD)
        .map(({ device, owner: user }) => ({ device, user })),
      used
        .filter(({ device }) => device.BYOD)
        .map(({ device, user }) => ({ device, user })),
    ],
    'disabled-users-with-devices': [
      owned
        .filter(({ owner }) => !owner.accountEnabled)
        .map(({ device, owner: user }) => ({ device, user })),
    ],
    'users-without-devices': [
      people
        .filter((user) => user.accountEnabled && !user.isGuest)
        .filter((user) => !owners.has(user))
        .map((user) => ({ user })),
    ],
    'devices-without-owner': [
      endpoints.filter(({ owner }) => !owner).map(withAgent),
    ],
    'devices-used-by-others': [
      used.flatMap(({ device, owner, user }) =>
        owner && owner !== user ? [{ device, owner, user }] : [],
      ),
      used
        .filter(({ owner }) => !owner)
        .map(({ device, user }) => ({ device, user })),
    ],
  };
}

function answersAboutCompliance({ endpoints, policyStates }: Facts): Answers {
  const governed = new Set(
    policyStates
      .filter((state) => !state.isConfiguration && isAssigned(state))
      .map(({ endpoint }) => endpoint),
  );
  return {
    'noncompliant-devices': [
      endpoints
        .filter(({ agent }) => agent.isCompliant === false)
        .map(withOwner),
    ],
    'undecided-devices': [
      ascending(
        'agent.complianceGracePeriodExpiresOn',
        endpoints
          .filter(
            ({ agent }) =>
              agent.complianceState === 'inGracePeriod' ||
              agent.isCompliant === null,
          )
          .map(withOwner),
      ),
    ],
    'devices-without-compliance-policy': [
      endpoints.filter((endpoint) => !governed.has(endpoint)).map(withAgent),
    ],
  };
}

function answersAboutPolicies(facts: Facts): Answers {
  const { compliancePolicies, policyStates } = facts;
  const open = policyStates.filter((state) => state.isOpen);
  const assigned = new Set(
    policyStates.filter(isAssigned).map(({ policy }) => policy),
  );
  return {
    'open-findings-by-policy': [
      counted(
        open.map(({ policy: { _type, displayName } }) => ({
          policy: { _type, displayName },
        })),
        'findings',
      ),
    ],
    'high-findings-with-owners': [
      open
        .filter(({ status }) => status !== 'unknown')
        .map(({ policy, status, reportedOn, endpoint }) => ({
          ...withOwner(endpoint),
          finding: {
            displayName: policy.displayName,
            status,
            lastTestedOn: reportedOn,
          },
        })),
    ],
    'unassigned-policies': [
      compliancePolicies
        .filter((policy) => !assigned.has(policy))
        .map((policy) => ({ policy })),
    ],
    'failing-configurations': [
      policyStates
        .filter(({ isConfiguration }) => isConfiguration)
        .filter(({ status }) => status === 'error' || status === 'conflict')
        .map(({ policy, status, endpoint }) => ({
          configuration: policy,
          assigned: { complianceStatus: status },
          device: endpoint.device,
        })),
    ],
  };
}

function isAssigned({ status }: PolicyState): boolean {
  return status !== 'notAssigned' && status !== 'notApplicable';
}

/** What questions with variables are asked for. */
export const variables = { 'Application Name': 'Chrome', Version: '1' };

/** What emulated reports say of each failure. */
const failure = { installStateDetail: 2000, errorCode: -2016345060 };

function answersAboutApplications(facts: Facts): Answers {
  const found = foundApplications(facts);
  const asked = found.filter(({ app }) =>
    app.displayName.includes(variables['Application Name']),
  );
  return {
    'widespread-applications': [
      counted(
        distinct(
          found.map(({ app: { name }, device }) => ({ app: { name }, device })),
        ).map(({ app }) => ({ app })),
        'devices',
      ),
    ],
    [publishedQuestion]: [
      asked.filter(({ installed }) =>
        installed.version?.startsWith(variables.Version),
      ),
    ],
    'versions-of-an-application': [
      counted(
        asked.map(({ app: { displayName }, installed }) => ({
          app: { displayName },
          installed,
        })),
        'devices',
      ),
    ],
    'failed-installations': [failedInstallations(facts)],
  };
}

/** Its id is the one that the published integration gave it. */
export const publishedQuestion =
  'managed-question-endpoint-intune-detected-application-with-version';

function foundApplications({ endpoints, tenant }: Facts) {
  const { detectedApps } = dataOf(tenant);
  const rows = endpoints.flatMap(({ id, device }) =>
    (detectedApps.get(id) ?? [])
      .map(({ displayName, version }) => ({
        device,
        name: displayName?.trim() ?? '',
        version: version?.trim() || null,
      }))
      .filter(({ name }) => name !== ''),
  );
  const spellings = new Map<string, string>();
  for (const { name } of rows) {
    const key = name.toLowerCase();
    const known = spellings.get(key);
    spellings.set(key, known !== undefined && known < name ? known : name);
  }
  return distinct(
    rows.map(({ device, name, version }) => ({
      device,
      installed: { version },
      app: {
        name: name.toLowerCase(),
        displayName: spellings.get(name.toLowerCase()) ?? '',
      },
    })),
  );
}

function failedInstallations({ endpoints, tenant }: Facts): Answer[] {
  const { mobileApps, installStatuses } = dataOf(tenant);
  const apps = new Map(
    mobileApps
      .filter(isInPortal)
      .map(({ id, displayName }) => [id, { displayName }]),
  );
  const devices = new Map(endpoints.map(({ id, device }) => [id, device]));
  const failed = installStatuses
    .filter(({ installState }) => installState === 'failed')
    .map(({ applicationId, deviceId }) => `${applicationId} ${deviceId}`);
  return [...new Set(failed)].flatMap((pair) => {
    const [applicationId, deviceId] = pair.split(' ');
    const app = apps.get(applicationId);
    const device = devices.get(deviceId);
    return app && device ? [{ app, device, assigned: failure }] : [];
  });
}

function withAgent({ device, agent }: Endpoint): Answer {
  return { device, agent };
}

/** Of an owner that is not there, nothing is known. */
function withOwner({ device, agent, owner }: Endpoint): Answer {
  return { device, agent, owner: owner ?? {} };
}

/** Each different one once, in its first place. */
function distinct<Item>(items: readonly Item[]): Item[] {
  return [
    ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
  ];
}

/** How often each comes, the most frequent first. */
function counted(items: readonly Answer[], title: string): Expected {
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = JSON.stringify(item);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return descending(
    title,
    Array.from(counts, ([key, count]) => ({
      ...(JSON.parse(key) as Answer),
      [title]: count,
    })),
  );
}
