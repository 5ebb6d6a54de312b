/**
 * Tries each request of a run once, by the client of a run: lists with the
 * smallest page, children with the first parent that is found, reports with one
 * row, exports by their post. What answers hold stays in memory.
 */
import { exportAccessOf } from '../../src/graph/view/access';
import { asObject, type JsonObject } from '../../src/graph/basics/json';
import type { ClientParts } from '../../src/graph/view/clientParts';
import {
  isBadRequest,
  isNotApplicableToTenant,
  isNotLicensed,
  isUnknownSegment,
} from '../../src/graph/errors/errors';
import { exportEndpoint } from '../../src/graph/exports/exportRequest';
import { tryExport } from '../../src/graph/exports/exports';
import type { ObjectsByIdRequest } from '../../src/graph/lists/objectsById';
import {
  withoutSelect,
  withoutTop,
  withTop,
  type CountRequest,
  type GraphRequest,
  type RequestDeclaration,
} from '../../src/graph/request';
import type { ReportRequest } from '../../src/graph/reports';
import { readId } from '../../src/model/keys';
import { includes } from '../../src/run/permissions/names';
import { intuneAccountRequest } from '../../src/steps/account/request';
import { ask, type Asking, type Exchange } from './exchange';
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

export interface Trial extends Exchange<Answer> {
  readonly planned: PlannedRequest;
  /** Set when nothing was asked: why. */
  readonly notTried?: string;
  /** What Graph refused before it answered. */
  readonly refusedOption?: '$top' | '$select';
}

export interface TrialOptions {
  readonly parts: ClientParts;
  /** Aborted when the time is up. */
  readonly signal: AbortSignal;
  /** Of the configuration: what is switched on. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Names in the token; undefined when it cannot be read. */
  readonly granted: ReadonlySet<string> | undefined;
  readonly postsExports: boolean;
}

/** Ends a trial before it is sent. */
class NotTried extends Error {}

export class Trials {
  readonly #planned: readonly PlannedRequest[];
  readonly #options: TrialOptions;
  readonly #trials = new Map<PlannedRequest, Promise<Trial>>();

  constructor(planned: readonly PlannedRequest[], options: TrialOptions) {
    this.#planned = planned;
    this.#options = options;
  }

  /** In the order of the steps. */
  all(): Promise<Trial[]> {
    return Promise.all(this.#planned.map((planned) => this.of(planned)));
  }

  /** Asks once, whoever needs the answer. */
  of(planned: PlannedRequest): Promise<Trial> {
    const trial = this.#trials.get(planned) ?? this.#try(planned);
    this.#trials.set(planned, trial);
    return trial;
  }

  /** undefined when no step of the run makes it. */
  async ofRequest(request: RequestDeclaration): Promise<Trial | undefined> {
    const planned = this.#planned.find((each) => each.request === request);
    return planned && this.of(planned);
  }

  /** The ids on the first page of a list. @throws NotTried when there is none */
  async idsIn(path: string, near?: PlannedRequest): Promise<string[]> {
    const list = this.#listAt(path, near);
    if (!list) {
      throw new NotTried(`no step of this run lists ${path}`);
    }
    const { answer, notTried } = await this.of(list);
    if (!answer) {
      throw new NotTried(
        notTried ?? `it needs an id, and ${list.name} gave no answer`,
      );
    }
    const ids = (answer.items ?? []).flatMap(({ id }) => readId(id) ?? []);
    if (ids.length === 0) {
      throw new NotTried(
        `the tenant has none to ask for: ${list.name}${filterOf(list)} listed none`,
      );
    }
    return ids;
  }

  async #try(planned: PlannedRequest): Promise<Trial> {
    const { parts, signal } = this.#options;
    const { request } = planned;
    try {
      await this.#checkReason(planned);
      const question = await this.#questionOf(planned);
      const endpoint = isExport(request) ? exportEndpoint : undefined;
      const exchange = await ask(parts, signal, question, endpoint);
      return hasQuery(request) && mayBeAboutAnOption(exchange.failure)
        ? await this.#tryPlainer(planned, request, exchange)
        : { ...exchange, planned };
    } catch (error) {
      if (!(error instanceof NotTried)) {
        throw error;
      }
      const notTried = error.message;
      return { planned, notTried, attempts: 0, isOutOfTime: false };
    }
  }

  /** Steps leave out what a tenant refuses of a list, one after the other. */
  async #tryPlainer(
    planned: PlannedRequest,
    request: GraphRequest<unknown>,
    refused: Exchange<Answer>,
  ): Promise<Trial> {
    const { parts, signal } = this.#options;
    const plainer = [
      { refusedOption: '$top', request: withoutTop(request) },
      { refusedOption: '$select', request: withoutSelect(request) },
    ] as const;
    for (const { refusedOption, request: plain } of plainer) {
      if (refusedOption in request.query) {
        const question = await this.#get(planned, plain, true);
        const exchange = await ask(parts, signal, question);
        if (exchange.answer) {
          return { ...exchange, planned, refusedOption };
        }
      }
    }
    return { ...refused, planned };
  }

  /** @throws NotTried for what this run does not ask */
  async #checkReason(planned: PlannedRequest): Promise<void> {
    const { config, granted, postsExports } = this.#options;
    const { request, requiresIntune, datasets } = planned;
    const fields = datasets.map(({ onlyWith }) => onlyWith);
    const [field] = fields;
    if (field !== undefined && fields.every((each) => each && !config[each])) {
      throw new NotTried(`the run asks for it with ${field} only`);
    }
    const { anyOf, isUnrequested } = request.permission;
    if (isUnrequested && granted && !isGranted(granted, anyOf)) {
      throw new NotTried(
        'the run asks for it only where the token has the permission',
      );
    }
    if (isExport(request) && !postsExports) {
      throw new NotTried('--no-exports: no export job is posted');
    }
    if (requiresIntune) {
      const intune = await this.ofRequest(intuneAccountRequest);
      if (isNotApplicableToTenant(intune?.failure)) {
        throw new NotTried(
          'the tenant has no Intune, so the run does not ask either',
        );
      }
    }
  }

  /** @throws NotTried when an id is needed and none is found */
  async #questionOf(
    planned: PlannedRequest,
  ): Promise<(asking: Asking) => Promise<Answer>> {
    const { request } = planned;
    if (isExport(request)) {
      return async (asking) => {
        const access = exportAccessOf(this.#options.parts, asking);
        const { host } = await tryExport(request.exportRequest, access);
        return { exportHost: host };
      };
    }
    if (isReport(request)) {
      const report = await this.#reportOf(planned, request);
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
      return this.#get(planned, request);
    }
    const [id] = await this.#parentIds(planned, 'ids');
    const byIds = request as unknown as ObjectsByIdRequest<JsonObject>;
    return async ({ graph }) => ({ items: await graph.getByIds(byIds, [id]) });
  }

  /** @param isPlain whether the options stay as they are */
  async #get(
    planned: PlannedRequest,
    request: GraphRequest<unknown>,
    isPlain = false,
  ): Promise<(asking: Asking) => Promise<Answer>> {
    const parameters: Record<string, string> = { ...request.parameters };
    for (const [, name] of request.path.matchAll(/\{(\w+)\}/g)) {
      if (parameters[name] === undefined) {
        [parameters[name]] = await this.#parentIds(planned, name);
      }
    }
    const sized = isPlain ? request : withSmallPage(request);
    return async ({ graph }) =>
      answerOf(await graph.get({ ...sized, parameters }));
  }

  async #reportOf(
    planned: PlannedRequest,
    request: Parameters<typeof isReport>[0],
  ): Promise<ReportRequest<string>> {
    // Each name has a trial of its own.
    const report = { ...request, otherNames: undefined };
    if (!('filterOf' in report)) {
      return report as unknown as ReportRequest<string>;
    }
    const [id] = await this.#parentIds(planned, 'filter');
    const { filterOf: filterFor } = report as unknown as {
      filterOf: (id: string) => string;
    };
    return {
      ...(report as unknown as ReportRequest<string>),
      filter: filterFor(id),
    };
  }

  async #parentIds(planned: PlannedRequest, name: string): Promise<string[]> {
    const { path, parents } = planned.request;
    const paths = parents?.[name] ?? [
      path.slice(0, path.indexOf(`/{${name}}`)),
    ];
    const reasons: NotTried[] = [];
    for (const parent of paths) {
      try {
        return await this.idsIn(parent, planned);
      } catch (error) {
        if (!(error instanceof NotTried)) {
          throw error;
        }
        reasons.push(error);
      }
    }
    throw reasons[0];
  }

  /** The list of a path that is asked for the same dataset, else by the same step, else by any: one of all objects if there is one. */
  #listAt(path: string, near?: PlannedRequest): PlannedRequest | undefined {
    const lists = this.#planned.filter(
      ({ request }) =>
        request.path === path &&
        hasQuery(request) &&
        request.method === undefined,
    );
    const datasets = new Set(near?.datasets);
    const steps = new Set(near?.steps.map(({ id }) => id));
    return (
      lists.find((list) => list.datasets.some((each) => datasets.has(each))) ??
      lists.find((list) => list.steps.some(({ id }) => steps.has(id))) ??
      lists.find((list) => filterOf(list) === '') ??
      lists[0]
    );
  }
}

function isGranted(
  granted: ReadonlySet<string>,
  anyOf: readonly string[],
): boolean {
  return anyOf.some((wanted) =>
    [...granted].some((name) => includes(name, wanted)),
  );
}

function mayBeAboutAnOption(failure: Error | undefined): boolean {
  return (
    isBadRequest(failure) &&
    !isUnknownSegment(failure) &&
    !isNotApplicableToTenant(failure) &&
    !isNotLicensed(failure)
  );
}

/** Only where the run names a size: some lists take none. */
function withSmallPage(request: GraphRequest<unknown>): GraphRequest<unknown> {
  const top = Number(request.query.$top ?? 0);
  return top > SMALL_PAGE ? withTop(request, 1) : request;
}

function filterOf({ request }: PlannedRequest): string {
  const filter = hasQuery(request) ? request.query.$filter : undefined;
  return filter === undefined ? '' : ` with the filter ${filter}`;
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
