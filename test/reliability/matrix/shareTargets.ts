/** What is asked once for each of many: groups, policies, applications, devices. */
import {
  answers,
  generateTenant,
  pages,
  reports,
  type Fault,
  type FaultRule,
  type RequestPattern,
  type Tenant,
} from '../../emulator';
import { stepIds } from '../../../src/run/stepIds';
import type { CollectedGraph } from '../memoryStore';
import type { Expectation } from '../outcome';
import type { Way } from './cell';
import {
  withoutApplications,
  withoutEntities,
  withoutHosts,
  withoutInstallationsOn,
  withoutInstallsOf,
  withoutMembersOf,
  withoutStatusesOf,
} from './lessOf';
import { item, post } from './target';

/** Nothing is odd here that has a limit of its own, that is in no list, or that only exports could tell. */
export const sharesTenant = withoutOddStates(
  generateTenant({ size: 'shares' }),
);

function withoutOddStates(tenant: Tenant): Tenant {
  const { intune } = tenant;
  if (!intune) {
    return tenant;
  }
  const { data: all } = intune;
  const managed = new Set(all.managedDevices.map(({ id }) => id));
  const isOfManaged = ({ deviceId }: { readonly deviceId: string }) =>
    managed.has(deviceId);
  const policyStatuses = all.policyStatuses.filter(isOfManaged);
  const reported = new Set(policyStatuses.map(({ policyId }) => policyId));
  const mobileApps = all.mobileApps.filter(({ isAssigned }) => isAssigned);
  const applications = new Set(mobileApps.map(({ id }) => id));
  return {
    ...tenant,
    intune: {
      ...intune,
      data: {
        ...all,
        policyStatuses,
        mobileApps,
        installStatuses: all.installStatuses.filter(
          (row) => isOfManaged(row) && applications.has(row.applicationId),
        ),
        complianceCatalogPolicies: all.complianceCatalogPolicies.filter(
          ({ id }) => reported.has(id),
        ),
      },
    },
  };
}

export type Change = (graph: CollectedGraph) => CollectedGraph;

/** What the answers look like: the child is gone, cannot be read, or has nothing. */
export type Kind = 'gone' | 'unread' | 'empty';

/** What is asked once for each child. */
export interface Children {
  readonly step: string;
  readonly request: string;
  readonly way: Way;
  /** Those that are asked for. */
  readonly ids: readonly string[];
  /** Of how many messages speak. */
  readonly of: number;
  /** Every way to ask for one of them, each with its empty answer. */
  readonly sources: readonly {
    readonly on: (id: string) => RequestPattern;
    /** Default: an answer in which there is nothing to be seen. */
    readonly empty?: Fault;
  }[];
  /** What else would be asked, and is refused for everybody. */
  readonly refused?: (kind: Kind) => readonly FaultRule[];
  /** As messages name them, after the number. */
  readonly gone: string;
  readonly unread: string;
  /** True where 20 at most may fail, and what comes then. */
  readonly manyUnread?: Extract<Expectation, { kind: 'fails' | 'partial' }>;
  /** Whether Intune counts what they have: then an empty answer is contradicted. */
  readonly isCounted?: true;
  /** The graph without what this child has. */
  readonly without?: (id: string) => Change;
  /** What a child that is hit, or its absence, says of others: taken away from both graphs. */
  readonly apart?: (hit: ReadonlySet<string>) => Change;
  /** True where a step that is stopped emits a part of what the others have. */
  readonly isForLaterSteps?: true;
}

const data = sharesTenant.intune?.data;

const idsOf = (objects: readonly { readonly id: string }[] = []) =>
  objects.map(({ id }) => id);

const havingStates = (objects: readonly { readonly id: string }[] = []) => {
  const reported = new Set(data?.policyStatuses.map((row) => row.policyId));
  return idsOf(objects).filter((id) => reported.has(id));
};

const devices = idsOf(data?.managedDevices);
const installed = new Set(
  data?.installStatuses.map(({ applicationId }) => applicationId),
);
const catalog = [
  ...(data?.configurationPolicies ?? []),
  ...(data?.groupPolicyConfigurations ?? []),
];
const configurations = [
  ...catalog,
  ...(data?.deviceConfigurations ?? []),
  ...(data?.intents ?? []),
];
const compliancePolicies = [
  ...(data?.compliancePolicies ?? []),
  ...(data?.complianceCatalogPolicies ?? []),
];

const itemOf = (pattern: (id: string) => string) => (id: string) =>
  item(new RegExp(pattern(id)));

const reportOf = (url: RegExp) => (id: string) => post(url, new RegExp(id));

const configurationReport = {
  on: reportOf(/\/getConfigurationPolicyDevicesReport$/),
  empty: reports.noRows,
};

const states = {
  step: stepIds.configurationFindings,
  of: configurations.length,
  gone: 'device configurations were deleted before their states were read',
  unread: 'device configurations whose states on devices are missing',
  without: withoutStatusesOf,
} as const;

/** Exports are refused to everybody. */
export const children: readonly Children[] = [
  {
    step: stepIds.groupMembers,
    request: 'members of groups',
    way: 'list in a batch',
    ids: idsOf(sharesTenant.groups),
    of: sharesTenant.groups.length,
    sources: [{ on: itemOf((id) => `/groups/${id}/members`) }],
    gone: 'groups were deleted before their members were read',
    unread: 'groups whose members could not be read',
    manyUnread: {
      kind: 'fails',
      steps: [stepIds.groupMembers],
      endpoint: 'GET /beta/groups/{id}/members',
      cause: /./,
    },
    without: withoutMembersOf,
    isForLaterSteps: true,
  },
  {
    step: stepIds.complianceFindings,
    request: 'states of compliance policies',
    way: 'list in a batch',
    ids: havingStates(data?.compliancePolicies),
    of: compliancePolicies.length,
    sources: [
      {
        on: itemOf((id) => `/deviceCompliancePolicies/${id}/deviceStatuses`),
        empty: pages.noItems,
      },
      {
        on: reportOf(/\/getDeviceStatusByCompliacePolicyReport$/),
        empty: reports.noRows,
      },
    ],
    gone: 'compliance policies were deleted before their states were read',
    unread: 'compliance policies whose states on devices are missing',
    isCounted: true,
    without: withoutStatusesOf,
  },
  {
    ...states,
    request: 'states of configurations of the oldest kind',
    way: 'list in a batch',
    ids: havingStates(data?.deviceConfigurations),
    sources: [
      configurationReport,
      {
        on: itemOf((id) => `/deviceConfigurations/${id}/deviceStatuses`),
        empty: pages.noItems,
      },
    ],
    isCounted: true,
  },
  {
    ...states,
    request: 'states of intents',
    way: 'list in a batch',
    ids: havingStates(data?.intents),
    sources: [
      configurationReport,
      { on: itemOf((id) => `/intents/${id}/deviceStates`) },
    ],
  },
  {
    ...states,
    request: 'reports of configurations',
    way: 'report',
    ids: havingStates(catalog),
    sources: [configurationReport],
  },
  {
    step: stepIds.managedApplications,
    request: 'reports of applications',
    way: 'report',
    ids: idsOf(data?.mobileApps).filter((id) => installed.has(id)),
    of: data?.mobileApps.length ?? 0,
    sources: [
      {
        on: reportOf(
          /\/(?:microsoft\.graph\.)?retrieveDeviceAppInstallationStatusReport$/,
        ),
        empty: reports.noRows,
      },
      {
        on: reportOf(/\/getDeviceInstallStatusReport$/),
        empty: reports.noRows,
      },
    ],
    refused: () => [
      { on: item(/\/mobileAppIntentAndStates\//), fault: answers.forbidden },
    ],
    gone: 'managed applications were deleted before their devices were read',
    unread: 'managed applications whose devices are missing',
    isCounted: true,
    without: withoutInstallsOf,
  },
  {
    step: stepIds.managedDevices,
    request: 'details of devices',
    way: 'object in a batch',
    ids: devices,
    of: devices.length,
    sources: [
      { on: itemOf((id) => `/managedDevices/${id}\\?.*ethernetMacAddress`) },
    ],
    gone: 'devices were deleted before their details were read',
    unread: 'devices whose details could not be read',
    manyUnread: {
      kind: 'partial',
      step: stepIds.managedDevices,
      what: /\d+ devices whose details could not be read/,
      // Those that were not asked any more are among them.
      apart: withoutHosts,
    },
    // They are emitted, with less of each.
    apart: withoutEntities,
  },
  {
    step: stepIds.detectedApplications,
    request: 'applications of devices',
    way: 'object in a batch',
    ids: devices.filter((id) => (data?.detectedApps.get(id) ?? []).length > 0),
    of: devices.length,
    sources: [{ on: itemOf((id) => `/managedDevices/${id}\\?.*detectedApps`) }],
    refused: (kind) =>
      kind === 'gone'
        ? []
        : [
            {
              on: item(/\/managedDevices\/[^/]+\/detectedApps/),
              fault: answers.forbidden,
            },
          ],
    gone: 'devices were gone when their detected applications were asked for',
    unread: 'devices whose detected applications are missing',
    without: withoutInstallationsOn,
    apart: () => withoutApplications,
  },
];
