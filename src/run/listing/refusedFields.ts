/**
 * Finds which properties of a list a tenant or a cloud refuses. One property that
 * it does not know makes Graph refuse the whole request, with or without its name.
 */
import { IntegrationInfoEventName } from '@jupiterone/integration-sdk-core';
import { GraphResponseError, isBadRequest } from '../../graph/errors/errors';
import {
  selectedFields,
  withoutFields,
  withTop,
  type GraphRequest,
} from '../../graph/request';
import type { StepContext } from '../context';
import { publishInfo } from '../events';
import { isAboutRequest } from '../itemFailures';

/** Requests that look for a property, at most: enough to find one among sixteen. */
export const MOST_PROBES = 5;

/** Of a page that only shows whether the request is accepted. */
const PROBE_TOP = 2;

/** How a refused property is found: the answer names it, or requests without it are tried. */
export type Finding = 'named' | 'searched';

/** What is asked with the properties: a list, of which a short page shows whether it is given, or a single object. */
export type Asked = 'list' | 'object';

export class RefusedFields {
  readonly #context: Pick<StepContext, 'graph' | 'logger'>;
  readonly #what: string;
  readonly #optional: readonly string[];
  readonly #asked: Asked;
  readonly #refused: string[] = [];
  #hasSearched = false;

  /**
   * @param what the list has: `users`
   * @param optional names in `$select` that the list can do without
   */
  constructor(
    context: Pick<StepContext, 'graph' | 'logger'>,
    what: string,
    optional: readonly string[] = [],
    asked: Asked = 'list',
  ) {
    this.#context = context;
    this.#what = what;
    this.#optional = optional;
    this.#asked = asked;
  }

  /** The same request without what was found to be refused. */
  without<Payload>(request: GraphRequest<Payload>): GraphRequest<Payload> {
    return withoutFields(request, this.#refused);
  }

  /**
   * Looks for what the failure of the request is about. Of several refused
   * properties a search finds one. After it, all are left out without a search.
   *
   * @returns whether something was found, which an event tells
   * @throws what is not about a request: a login that failed, a step that has ended
   */
  async find<Payload>(
    request: GraphRequest<Payload>,
    failure: unknown,
    finding: Finding,
  ): Promise<boolean> {
    const optional = selectedFields(request).filter((name) =>
      this.#optional.includes(name),
    );
    if (optional.length === 0 || !mayBeAboutFields(failure)) {
      return false;
    }
    const found =
      finding === 'named'
        ? optional.filter((name) => names(failure, name))
        : await this.#search(request, optional);
    if (found.length > 0) {
      this.#refused.push(...found);
      this.#tell(found);
    }
    return found.length > 0;
  }

  /** Finds in both ways, the cheaper one first. @throws as `find` does */
  async explain<Payload>(
    request: GraphRequest<Payload>,
    failure: unknown,
  ): Promise<boolean> {
    return (
      (await this.find(request, failure, 'named')) ||
      (await this.find(request, failure, 'searched'))
    );
  }

  /** Halves the properties until one is left, or the probes are used up. */
  async #search<Payload>(
    request: GraphRequest<Payload>,
    optional: readonly string[],
  ): Promise<readonly string[]> {
    if (this.#hasSearched) {
      return optional;
    }
    this.#hasSearched = true;
    let suspects = optional;
    let probes = 0;
    const isRefusedWith = (tried: readonly string[]) => {
      probes += 1;
      const others = optional.filter((name) => !tried.includes(name));
      return this.#isRefused(withoutFields(request, others));
    };
    try {
      if (await isRefusedWith([])) {
        return [];
      }
      while (suspects.length > 1 && probes < MOST_PROBES) {
        const half = suspects.slice(0, Math.ceil(suspects.length / 2));
        suspects = (await isRefusedWith(half))
          ? half
          : suspects.slice(half.length);
      }
      // A single object may have been refused for a reason of its own that is gone.
      const isCertain =
        this.#asked === 'list' || (await isRefusedWith(suspects));
      return isCertain ? suspects : [];
    } catch (error) {
      if (!isAboutRequest(error)) {
        throw error;
      }
      return [];
    }
  }

  /** @throws GraphError for every other failure, which proves nothing */
  async #isRefused<Payload>(request: GraphRequest<Payload>): Promise<boolean> {
    try {
      await this.#context.graph.get(
        this.#asked === 'list' ? withTop(request, PROBE_TOP) : request,
      );
      return false;
    } catch (error) {
      if (!isBadRequest(error)) {
        throw error;
      }
      return true;
    }
  }

  #tell(found: readonly string[]): void {
    publishInfo(
      this.#context.logger,
      'M365-DATA-018',
      IntegrationInfoEventName.Info,
      `Microsoft Graph refuses properties of ${this.#what} in this tenant or cloud: ${found.join(', ')}. They are not collected; everything else is.`,
    );
  }
}

/** Of bad requests those that no other rule explains. */
function mayBeAboutFields(failure: unknown): failure is GraphResponseError {
  return (
    isBadRequest(failure) &&
    (failure.kind === 'refused' || failure.kind === 'momentary')
  );
}

function names({ graphMessage }: GraphResponseError, field: string): boolean {
  return new RegExp(`\\b${field}\\b`).test(graphMessage);
}
