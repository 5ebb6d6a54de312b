/**
 * How a request of a run is asked once: a list with the smallest page, a child
 * with the first parent that is found, a report with one row, an export by its post.
 */
import { exportAccessOf } from '../../../src/graph/view/access';
import { asObject, type JsonObject } from '../../../src/graph/basics/json';
import type { ClientParts } from '../../../src/graph/view/clientParts';
import { tryExport } from '../../../src/graph/exports/exports';
import type { ObjectsByIdRequest } from '../../../src/graph/lists/objectsById';
import type { ReportRequest } from '../../../src/graph/reports';
import {
  withTop,
  type CountRequest,
  type GraphRequest,
} from '../../../src/graph/request';
import type { Asking } from './exchange';
import {
  hasQuery,
  isExport,
  isReport,
  type PlannedRequest,
} from './plannedRequests';

/** Of a list that has more in a page: one item is asked for. */
const SMALL_PAGE = 100;

/** What an answer holds, of what others need. */
export interface Answer {
  /** Of a list: the first page. */
  readonly items?: readonly JsonObject[];
  readonly hasMore?: boolean;
  readonly object?: JsonObject;
  /** Objects of a collection, or rows of a report. */
  readonly count?: number;
  /** Of an export: resolves to the host that has its file, when the job has ended. */
  readonly exportHost?: () => Promise<string>;
}

/** The ids that a parameter of a request may have. @throws NotTried when none is found */
export type ParentIds = (
  planned: PlannedRequest,
  name: string,
) => Promise<string[]>;

/** @throws NotTried when an id is needed and none is found */
export async function questionOf(
  planned: PlannedRequest,
  parts: ClientParts,
  parentIds: ParentIds,
): Promise<(asking: Asking) => Promise<Answer>> {
  const { request } = planned;
  if (isExport(request)) {
    return async (asking) => {
      const access = exportAccessOf(parts, asking);
      const { host } = await tryExport(request.exportRequest, access);
      return { exportHost: host };
    };
  }
  if (isReport(request)) {
    const report = await reportOf(planned, request, parentIds);
    return async ({ graph }) => ({
      count: await graph.reportRowCount(report),
    });
  }
  if (!hasQuery(request)) {
    // A count is the one request without options.
    const counting = request as CountRequest;
    return async ({ graph }) => ({ count: await graph.count(counting) });
  }
  if (request.method === undefined) {
    return getting(planned, request, parentIds);
  }
  const [id] = await parentIds(planned, 'ids');
  const byIds = request as unknown as ObjectsByIdRequest<JsonObject>;
  return async ({ graph }) => ({ items: await graph.getByIds(byIds, [id]) });
}

/** @param isPlain whether the options stay as they are */
export async function getting(
  planned: PlannedRequest,
  request: GraphRequest<unknown>,
  parentIds: ParentIds,
  isPlain = false,
): Promise<(asking: Asking) => Promise<Answer>> {
  const parameters: Record<string, string> = { ...request.parameters };
  for (const [, name] of request.path.matchAll(/\{(\w+)\}/g)) {
    if (parameters[name] === undefined) {
      [parameters[name]] = await parentIds(planned, name);
    }
  }
  const sized = isPlain ? request : withSmallPage(request);
  return async ({ graph }) =>
    answerOf(await graph.get({ ...sized, parameters }));
}

async function reportOf(
  planned: PlannedRequest,
  request: Parameters<typeof isReport>[0],
  parentIds: ParentIds,
): Promise<ReportRequest<string>> {
  // Each name has a trial of its own.
  const report = { ...request, otherNames: undefined };
  if (!('filterOf' in report)) {
    return report as unknown as ReportRequest<string>;
  }
  const [id] = await parentIds(planned, 'filter');
  const { filterOf: filterFor } = report as unknown as {
    filterOf: (id: string) => string;
  };
  return {
    ...(report as unknown as ReportRequest<string>),
    filter: filterFor(id),
  };
}

/** Only where the run names a size: some lists take none. */
function withSmallPage(request: GraphRequest<unknown>): GraphRequest<unknown> {
  const top = Number(request.query.$top ?? 0);
  return top > SMALL_PAGE ? withTop(request, 1) : request;
}

function answerOf(payload: unknown): Answer {
  const object = asObject(payload);
  if (!object || !Array.isArray(object.value)) {
    return { object };
  }
  return {
    items: object.value
      .map((item: unknown) => asObject(item))
      .filter((item) => item !== undefined),
    hasMore: object['@odata.nextLink'] !== undefined,
  };
}
