/** Where lists end without saying so. */
import { asObject } from '../../../src/graph/basics/json';
import {
  forParameters,
  withTop,
  type GraphRequest,
} from '../../../src/graph/request';
import { compliancePoliciesRequest } from '../../../src/steps/compliancePolicies/request';
import {
  deviceApplicationsRequest,
  expandedDeviceRequest,
} from '../../../src/steps/detectedApplications/request';
import { policyStatusRequests } from '../../../src/steps/findings/request';
import type { Ask } from '../estimate/counts';
import {
  idsOf,
  itemsOf,
  lengthOf,
  Open,
  someDevices,
  type Question,
} from './question';

/** The rows after which lists are reported to end. */
const DETECTED_APPS_CUT = 50;
const STATUSES_CUT = 51;

export const listQuestions: readonly Question[] = [
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
];

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
