/** The same data as the integration reads, by one plain request after the other. */
import { relativeUrl, type GraphRequest } from '../../../src/graph/request';
import {
  intuneAccountRequest,
  intuneSubscriptionRequest,
  mdmAuthorityRequest,
  organizationRequest,
} from '../../../src/steps/account/request';
import { compliancePoliciesRequest } from '../../../src/steps/compliancePolicies/request';
import { deviceApplicationsRequest } from '../../../src/steps/detectedApplications/request';
import {
  groupPolicyConfigurationsRequest,
  intentsRequest,
  legacyConfigurationsRequest,
  settingsCatalogRequest,
} from '../../../src/steps/deviceConfigurations/request';
import { managedDevicesRequest } from '../../../src/steps/devices/request';
import {
  configurationStatusRequests,
  intentStatesRequest,
  policyStatusRequests,
} from '../../../src/steps/findings/request';
import { groupMembersRequest } from '../../../src/steps/groupMembers/request';
import { groupsRequest } from '../../../src/steps/groups/request';
import {
  installReport,
  managedApplicationsRequest,
} from '../../../src/steps/managedApplications/request';
import { usersRequest } from '../../../src/steps/users/request';
import type { StartedEmulator } from '../processes/messages';
import { createOneAtATimeClient, type OneAtATimeClient } from './client';

/** Rows that the report has a page unless it is told otherwise. */
const REPORT_ROWS = 50;

const lists = [
  usersRequest,
  settingsCatalogRequest,
  groupPolicyConfigurationsRequest,
  intuneAccountRequest,
  intuneSubscriptionRequest,
];

/** Each list, and what there is to read of each of its items. */
const parents = [
  { list: organizationRequest, children: [mdmAuthorityRequest] },
  { list: groupsRequest, children: [groupMembersRequest] },
  { list: managedDevicesRequest, children: [deviceApplicationsRequest] },
  {
    list: compliancePoliciesRequest,
    children: Object.values(policyStatusRequests),
  },
  {
    list: legacyConfigurationsRequest,
    children: Object.values(configurationStatusRequests),
  },
  { list: intentsRequest, children: [intentStatesRequest] },
];

export interface OneAtATimeRun {
  readonly requests: number;
  readonly wallMs: number;
  readonly throttled: number;
}

export async function readOneAtATime(
  emulator: Omit<StartedEmulator, 'kind'>,
): Promise<OneAtATimeRun> {
  const startedAt = performance.now();
  const client = await createOneAtATimeClient(emulator);
  try {
    await readEverything(client);
    return { ...client.counts, wallMs: performance.now() - startedAt };
  } finally {
    client.close();
  }
}

async function readEverything(client: OneAtATimeClient): Promise<void> {
  for (const request of lists) {
    await readPages(client, request);
  }
  for (const { list, children } of parents) {
    for (const id of await readPages(client, list)) {
      for (const child of children) {
        await readPages(client, { ...child, parameters: { id } });
      }
    }
  }
  for (const id of await readPages(client, managedApplicationsRequest)) {
    await readInstalls(client, id);
  }
}

interface Page {
  readonly value?: readonly { readonly id: string }[];
  readonly '@odata.nextLink'?: string;
}

/** Of a list; a single object has a `value` of another kind, or none. */
const itemsOf = ({ value }: Page) => (Array.isArray(value) ? value : []);

/** @returns the ids of all items; none of what is gone */
async function readPages(
  client: OneAtATimeClient,
  request: GraphRequest<unknown>,
): Promise<string[]> {
  const ids: string[] = [];
  let next: string | undefined = `/${request.version}${relativeUrl(request)}`;
  while (next !== undefined) {
    const { status, body } = await client.get(next);
    if (status !== 200 && status !== 404) {
      throw new Error(`${request.path} was answered with ${status}.`);
    }
    const page: Page = status === 200 ? (body as Page) : {};
    ids.push(...itemsOf(page).map(({ id }) => id));
    next = page['@odata.nextLink'];
  }
  return ids;
}

async function readInstalls(
  client: OneAtATimeClient,
  id: string,
): Promise<void> {
  const { version, path, columns } = installReport;
  let rows = 0;
  let rowCount = Infinity;
  while (rows < rowCount) {
    const { status, body } = await client.post(`/${version}${path}`, {
      filter: `(ApplicationId eq '${id}')`,
      select: columns,
      skip: rows,
      top: REPORT_ROWS,
    });
    if (status !== 200) {
      throw new Error(`${path} was answered with ${status}.`);
    }
    const page = body as { TotalRowCount: number; Values: unknown[] };
    rows += page.Values.length;
    rowCount = page.Values.length === 0 ? rows : page.TotalRowCount;
  }
}
