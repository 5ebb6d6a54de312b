/** Tries each request of a run once, by the client of a run. What answers hold stays in memory. */
import type { ClientParts } from '../../../src/graph/view/clientParts';
import {
  isBadRequest,
  isNotApplicableToTenant,
  isNotLicensed,
  isUnknownSegment,
} from '../../../src/graph/errors/errors';
import { exportEndpoint } from '../../../src/graph/exports/exportRequest';
import {
  withoutSelect,
  withoutTop,
  type GraphRequest,
  type RequestDeclaration,
} from '../../../src/graph/request';
import { readId } from '../../../src/model/keys';
import { intuneAccountRequest } from '../../../src/steps/account/request';
import { ask, type Exchange } from './exchange';
import { checkReason, NotTried, type RunChoices } from './notTried';
import { hasQuery, isExport, type PlannedRequest } from './plannedRequests';
import { getting, questionOf, type Answer, type ParentIds } from './questionOf';

export interface Trial extends Exchange<Answer> {
  readonly planned: PlannedRequest;
  /** Set when nothing was asked: why. */
  readonly notTried?: string;
  /** What Graph refused before it answered. */
  readonly refusedOption?: '$top' | '$select';
}

export interface TrialOptions extends RunChoices {
  readonly parts: ClientParts;
  /** Aborted when the time is up. */
  readonly signal: AbortSignal;
}

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
      await checkReason(planned, this.#options, () =>
        this.ofRequest(intuneAccountRequest),
      );
      const question = await questionOf(planned, parts, this.#parentIds);
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
        const question = await getting(planned, plain, this.#parentIds, true);
        const exchange = await ask(parts, signal, question);
        if (exchange.answer) {
          return { ...exchange, planned, refusedOption };
        }
      }
    }
    return { ...refused, planned };
  }

  readonly #parentIds: ParentIds = async (planned, name) => {
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
  };

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

function mayBeAboutAnOption(failure: Error | undefined): boolean {
  return (
    isBadRequest(failure) &&
    !isUnknownSegment(failure) &&
    !isNotApplicableToTenant(failure) &&
    !isNotLicensed(failure)
  );
}

function filterOf({ request }: PlannedRequest): string {
  const filter = hasQuery(request) ? request.query.$filter : undefined;
  return filter === undefined ? '' : ` with the filter ${filter}`;
}
