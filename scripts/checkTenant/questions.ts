/**
 * What only a tenant can settle: where nobody was seen saying what Microsoft Graph
 * does, the integration handles it both ways. Each answer is one line, fit for a
 * public issue: numbers, names of properties and statuses.
 */
import { asObject } from '../../src/graph/basics/json';
import {
  forParameters,
  withTop,
  type GraphRequest,
  type RequestDeclaration,
} from '../../src/graph/request';
import { canWrite, isLesser } from '../../src/run/permissions/names';
import {
  catalogCompliancePoliciesRequest,
  compliancePoliciesRequest,
} from '../../src/steps/compliancePolicies/request';
import {
  deviceApplicationsRequest,
  expandedDeviceRequest,
} from '../../src/steps/detectedApplications/request';
import {
  deviceDetailsRequest,
  managedDevicesRequest,
} from '../../src/steps/devices/request';
import { installStatusExport } from '../../src/steps/exports';
import {
  complianceReport,
  policyStatusRequests,
} from '../../src/steps/findings/request';
import { groupMembersRequest } from '../../src/steps/groupMembers/request';
import { groupsRequest } from '../../src/steps/groups/request';
import {
  installReport,
  olderInstallReport,
  unqualifiedInstallReport,
} from '../../src/steps/managedApplications/request';
import { registrationsRequest } from '../../src/steps/users/extras/request';
import {
  usersRequest,
  usersWithSignInRequest,
} from '../../src/steps/users/request';
import type { Ask } from './counts';
import type { Exchange } from './exchange';
import { isExport, type PlannedRequest } from './plannedRequests';
import type { Trial, Trials } from './trials';
import { describeTrial, withoutPeople } from './words';

export interface SettledQuestion {
  readonly id: string;
  readonly question: string;
  /** undefined when this tenant cannot tell. */
  readonly answer?: string;
  /** Why it cannot. */
  readonly open?: string;
}

export interface Questioning {
  readonly trials: Trials;
  readonly planned: readonly PlannedRequest[];
  readonly ask: Ask;
  readonly granted: ReadonlySet<string> | undefined;
}

interface Question {
  readonly id: string;
  readonly question: string;
  /** @throws Open */
  readonly answer: (questioning: Questioning) => Promise<string>;
}

/** This tenant cannot tell. */
class Open extends Error {}

/** Objects that are looked at, of each kind. */
const SOME = 5;
/** The rows after which lists are reported to end. */
const DETECTED_APPS_CUT = 50;
const STATUSES_CUT = 51;

const questions: readonly Question[] = [
  {
    id: 'exports-by-reading',
    question: 'Do application permissions that only read get report exports?',
    answer: async ({ trials, planned, granted }) => {
      const posted = await exportTrials(trials, planned);
      const first = posted.find(({ attempts }) => attempts > 0);
      if (!first) {
        throw new Open('no export job was posted');
      }
      const writing = [...(granted ?? [])].filter(
        (name) => name.startsWith('DeviceManagement') && canWrite(name),
      );
      if (first.answer && writing.length > 0) {
        throw new Open(`the token can write: ${writing.join(', ')}`);
      }
      return first.answer
        ? `yes: ${answered(first)}, and no permission in the token can write`
        : `no: ${answered(first)}`;
    },
  },
  {
    id: 'install-status-without-filter',
    question: 'Is the export OrgDeviceInstallStatus taken without a filter?',
    answer: async ({ trials, planned }) => {
      const posted = await exportTrials(trials, planned);
      const own = posted.find(
        ({ planned: { request } }) =>
          isExport(request) && request.exportRequest === installStatusExport,
      );
      if (!own || own.attempts === 0) {
        throw new Open('it was not posted');
      }
      return `${own.answer ? 'yes' : 'no'}: ${answered(own)}`;
    },
  },
  {
    id: 'install-report-names',
    question:
      'By which names does the tenant have the report of installations?',
    answer: async ({ trials }) => {
      const names = [
        installReport,
        unqualifiedInstallReport,
        olderInstallReport,
      ];
      const tried = await Promise.all(
        names.map((request) => settled(trials, request)),
      );
      return tried
        .map((trial) => `${trial.planned.name}: ${answered(trial)}`)
        .join('; ');
    },
  },
  {
    id: 'catalog-compliance-states',
    question:
      'Has the compliance report rows of policies of the Settings Catalog?',
    answer: async ({ trials, ask }) => {
      const ids = await idsOf(trials, catalogCompliancePoliciesRequest);
      const counts = await Promise.all(
        ids.map((id) =>
          ask(({ graph }) =>
            graph.reportRowCount({
              ...complianceReport,
              filter: complianceReport.filterOf(id),
            }),
          ),
        ),
      );
      return `rows of ${counts.length} policies: ${counts.map(numberOrStatus).join(', ')}`;
    },
  },
  {
    id: 'detected-apps-cut',
    question: `Does the list of a device's detected applications end at ${DETECTED_APPS_CUT} without a next link?`,
    answer: async ({ trials, ask }) => {
      const devices = await someDevices(trials, ask);
      const expanded = await Promise.all(
        devices.map(async (id) => {
          const { answer } = await ask(({ graph }) =>
            graph.get(forParameters(expandedDeviceRequest, { id })),
          );
          return { id, count: lengthOf(answer?.detectedApps) };
        }),
      );
      const largest = expanded.reduce((a, b) => (b.count > a.count ? b : a));
      if (largest.count <= DETECTED_APPS_CUT) {
        throw new Open(
          `none of ${devices.length} devices has more than ${DETECTED_APPS_CUT}`,
        );
      }
      const list = await firstPage(
        ask,
        forParameters(deviceApplicationsRequest, { id: largest.id }),
      );
      return `a device with ${largest.count} applications in $expand: the list has ${describePage(list)}`;
    },
  },
  {
    id: 'device-statuses-cut',
    question: `Does $top lift the end of deviceStatuses at ${STATUSES_CUT} rows?`,
    answer: async ({ trials, ask }) => {
      const ids = await idsOf(trials, compliancePoliciesRequest);
      // One row more than the cut, and no more than that.
      const request = withTop(policyStatusRequests.statuses, STATUSES_CUT + 1);
      const pages = await Promise.all(
        ids.map((id) => firstPage(ask, forParameters(request, { id }))),
      );
      const longest = Math.max(...pages.map(({ length = 0 }) => length));
      if (longest === 0) {
        throw new Open('no policy that was asked for has a status');
      }
      if (longest < STATUSES_CUT) {
        throw new Open(
          `none of ${ids.length} policies has ${STATUSES_CUT} statuses`,
        );
      }
      return longest > STATUSES_CUT
        ? `yes: ${longest} rows came with $top=${STATUSES_CUT + 1}`
        : `perhaps not: ${longest} rows came with $top=${STATUSES_CUT + 1}`;
    },
  },
  {
    id: 'resource-units',
    question: 'How many resource units do users, groups and members cost?',
    answer: async ({ trials }) => {
      const requests = [usersRequest, groupsRequest, groupMembersRequest];
      const tried = await Promise.all(
        requests.map((request) => settled(trials, request)),
      );
      const said = tried.filter(
        ({ resourceUnits }) => resourceUnits !== undefined,
      );
      if (said.length === 0) {
        throw new Open('no answer had the header x-ms-resource-unit');
      }
      return said
        .map(
          ({ planned, resourceUnits }) =>
            `${planned.name} with $select and $top=1: ${resourceUnits}`,
        )
        .join('; ');
    },
  },
  {
    id: 'sign-in-list',
    question: 'Are users listed with signInActivity?',
    answer: async ({ trials }) => {
      const trial = await settled(trials, usersWithSignInRequest);
      const [user] = trial.answer?.items ?? [];
      const has =
        user && (user.signInActivity ? ', with a time' : ', without a time');
      return `${trial.answer ? 'yes' : 'no'}: ${answered(trial)}${has ?? ''}`;
    },
  },
  {
    id: 'registration-select',
    question: 'Does the report of authentication methods take $select?',
    answer: async ({ trials, ask }) => {
      const whole = await settled(trials, registrationsRequest);
      if (!whole.answer) {
        throw new Open(`without $select: ${answered(whole)}`);
      }
      const selecting: typeof registrationsRequest = {
        ...registrationsRequest,
        query: { $select: 'id,isMfaCapable', $top: '1' },
      };
      const { answer, status, failure } = await ask(({ graph }) =>
        graph.get<object>(selecting),
      );
      if (!answer) {
        return `no: ${describeStatus(status, failure)}`;
      }
      const [row] = itemsOf(answer);
      const names = Object.keys(asObject(row) ?? {});
      return names.length === 0
        ? 'it is taken, and there was no row'
        : `it is taken, and a row has ${names.length} properties: ${names.sort().join(', ')}`;
    },
  },
  {
    id: 'lesser-permissions',
    question: 'Which properties of groups do the ReadBasic permissions give?',
    answer: async ({ trials, granted }) => {
      const { anyOf } = groupsRequest.permission;
      const basic = [...(granted ?? [])].filter((name) =>
        anyOf.some((wanted) => isLesser(name, wanted)),
      );
      const full = anyOf.filter((name) => granted?.has(name));
      if (basic.length === 0 || full.length > 0) {
        throw new Open(
          basic.length === 0
            ? 'the token has none of them'
            : `the token also has ${full.join(', ')}`,
        );
      }
      const trial = await settled(trials, groupsRequest);
      const [group] = trial.answer?.items ?? [];
      if (!group) {
        return `none with ${basic.join(', ')}: ${answered(trial)}`;
      }
      const names = Object.keys(group).filter((name) => group[name] !== null);
      return `with ${basic.join(', ')} a group has values of ${names.sort().join(', ')}`;
    },
  },
  {
    id: 'chassis-type',
    question: 'Does chassisType say anything, in lists and of single devices?',
    answer: async ({ trials, ask }) => {
      const [id] = await someDevices(trials, ask);
      const query = { $select: 'id,chassisType' };
      const list = await ask(({ graph }) =>
        graph.get<object>({
          ...managedDevicesRequest,
          query: { ...query, $top: String(SOME) },
        }),
      );
      const single = await ask(({ graph }) =>
        graph.get<object>({
          ...deviceDetailsRequest,
          query,
          parameters: { id },
        }),
      );
      if (!list.answer || !single.answer) {
        const failed = list.answer ? single : list;
        throw new Open(describeStatus(failed.status, failed.failure));
      }
      const values = itemsOf(list.answer).map((each) =>
        enumerationOf(asObject(each)?.chassisType),
      );
      const ofOne = enumerationOf(asObject(single.answer)?.chassisType);
      return `in the list: ${[...new Set(values)].join(', ')}; of a single device: ${ofOne}`;
    },
  },
  {
    id: 'addresses-of-devices',
    question:
      'Has hardwareInformation of a single device an ipAddressV4 or wiredIPv4Addresses?',
    answer: async ({ trials, ask }) => {
      const devices = await someDevices(trials, ask);
      const told = await Promise.all(
        devices.map(async (id) => {
          const { answer } = await ask(({ graph }) =>
            graph.get(forParameters(deviceDetailsRequest, { id })),
          );
          return asObject(answer?.hardwareInformation);
        }),
      );
      const known = told.filter((each) => each !== undefined);
      if (known.length === 0) {
        throw new Open('no device reported its hardware');
      }
      const having = (has: (value: unknown) => boolean, name: string) =>
        known.filter((each) => has(each[name])).length;
      const isText = (value: unknown) =>
        typeof value === 'string' && value !== '';
      return `of ${known.length} devices ${having(isText, 'ipAddressV4')} have ipAddressV4 and ${having((list) => lengthOf(list) > 0, 'wiredIPv4Addresses')} have wiredIPv4Addresses`;
    },
  },
];

/** Never throws. */
export function settleQuestions(
  questioning: Questioning,
): Promise<SettledQuestion[]> {
  return Promise.all(
    questions.map(async ({ id, question, answer }) => {
      try {
        return { id, question, answer: await answer(questioning) };
      } catch (error) {
        const open = withoutPeople(
          error instanceof Error ? error.message : String(error),
        );
        return { id, question, open };
      }
    }),
  );
}

async function exportTrials(
  trials: Trials,
  planned: readonly PlannedRequest[],
): Promise<Trial[]> {
  const posts = planned.filter(({ request }) => isExport(request));
  return Promise.all(posts.map((post) => trials.of(post)));
}

/** @throws Open when it was not tried */
async function settled(
  trials: Trials,
  request: RequestDeclaration,
): Promise<Trial> {
  const trial = await trials.ofRequest(request);
  if (!trial || trial.attempts === 0) {
    throw new Open(trial?.notTried ?? 'no step of this run asks for it');
  }
  return trial;
}

/** `answered 200`, or why not. */
function answered(trial: Trial): string {
  const { reason } = describeTrial(trial);
  return trial.answer ? `answered ${trial.status}` : (reason ?? 'no answer');
}

function describeStatus(
  status: number | undefined,
  failure: Error | undefined,
): string {
  return withoutPeople(
    `${status ?? 'no answer'}${failure ? ` (${failure.message})` : ''}`,
  );
}

function numberOrStatus({ answer, status }: Exchange<number>): string {
  return answer === undefined
    ? `none (${status ?? 'no answer'})`
    : String(answer);
}

async function idsOf(
  trials: Trials,
  { path }: RequestDeclaration,
): Promise<string[]> {
  return (await trials.idsIn(path)).slice(0, SOME);
}

/** @throws Open when there is none */
async function someDevices(trials: Trials, ask: Ask): Promise<string[]> {
  await trials.idsIn(managedDevicesRequest.path);
  const { answer } = await ask(({ graph }) =>
    graph.get<object>({
      ...managedDevicesRequest,
      query: { $select: 'id', $top: String(SOME) },
    }),
  );
  const ids = itemsOf(answer).flatMap((device) => {
    const id = asObject(device)?.id;
    return typeof id === 'string' ? id : [];
  });
  if (ids.length === 0) {
    throw new Open('no devices were listed');
  }
  return ids;
}

interface FirstPage {
  /** undefined when there is no answer. */
  readonly length?: number;
  readonly hasMore: boolean;
  readonly status?: number;
}

async function firstPage(
  ask: Ask,
  request: GraphRequest<unknown>,
): Promise<FirstPage> {
  const { answer, status } = await ask(({ graph }) => graph.get(request));
  const object = asObject(answer);
  return {
    length: object && itemsOf(object).length,
    hasMore: object?.['@odata.nextLink'] !== undefined,
    status,
  };
}

function describePage({ length, hasMore, status }: FirstPage): string {
  return length === undefined
    ? `no answer (${status ?? 'none'})`
    : `${length}, ${hasMore ? 'and a next link' : 'and no next link'}`;
}

function itemsOf(answer: unknown): readonly unknown[] {
  const value = asObject(answer)?.value;
  return Array.isArray(value) ? value : [];
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}

/** https://learn.microsoft.com/graph/api/resources/intune-devices-chassistype?view=graph-rest-beta */
const CHASSIS_TYPES = new Set([
  'unknown',
  'desktop',
  'laptop',
  'worksWorkstation',
  'enterpriseServer',
  'phone',
  'tablet',
  'mobileOther',
  'mobileUnknown',
]);

/** A word of a closed list, never a free text. */
function enumerationOf(value: unknown): string {
  if (value === null || value === undefined) {
    return 'nothing';
  }
  return CHASSIS_TYPES.has(String(value)) ? String(value) : 'another value';
}
