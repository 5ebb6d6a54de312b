/**
 * In which form a tenant takes the request for a report. Some columns cannot be
 * ordered by: https://github.com/microsoftgraph/msgraph-beta-sdk-dotnet/issues/1073,
 * and some tenants lack columns. Both are told by a 400 that names nothing, so
 * the forms are tried from the best one on, and the one that is taken is kept
 * for the rest of the run.
 */
import {
  isBadRequest,
  isNotApplicableToTenant,
  isUnknownSegment,
} from '../errors/errors';
import { Scout } from '../basics/scout';
import type { ReportRequest } from './reportRequest';

/** Which parts of a declaration are sent. */
export interface ReportForm {
  readonly hasOrderBy: boolean;
  readonly hasSelect: boolean;
}

const withoutOrder: readonly ReportForm[] = [
  { hasOrderBy: false, hasSelect: true },
  { hasOrderBy: false, hasSelect: false },
];

/** Columns that a tenant lacks are no reason to give up the order. */
const withOrder: readonly ReportForm[] = [
  { hasOrderBy: true, hasSelect: true },
  { hasOrderBy: false, hasSelect: true },
  { hasOrderBy: true, hasSelect: false },
  { hasOrderBy: false, hasSelect: false },
];

interface KnownForm {
  readonly scout: Scout;
  /** Its place among the forms; undefined while none was taken. */
  index?: number;
  /** How many requests had to go on to a later form since. */
  climbs: number;
}

/** A single 400 after a form was taken may be about something else. */
const CLIMBS_THAT_COUNT = 2;

/** Shared by all views of a client. */
export class ReportForms {
  readonly #known = new Map<string, KnownForm>();

  /**
   * Sends the request in the best form that is taken. While none is known for
   * what is declared of this path, one request goes ahead alone.
   *
   * @throws what `send` throws: of a 400, that of the plainest form
   */
  ask<Answer>(
    request: ReportRequest<string>,
    send: (form: ReportForm) => Promise<Answer>,
    signal: AbortSignal,
  ): Promise<Answer> {
    const known = this.#knownOf(request);
    const forms = request.orderBy?.length ? withOrder : withoutOrder;
    return known.scout.run(
      () => known.index !== undefined,
      () => askFrom(known, forms, send),
      signal,
    );
  }

  #knownOf(request: ReportRequest<string>): KnownForm {
    const { version, path, columns, optionalColumns, orderBy } = request;
    const key = JSON.stringify([
      version,
      path,
      columns,
      optionalColumns,
      orderBy,
    ]);
    const known = this.#known.get(key) ?? { scout: new Scout(), climbs: 0 };
    this.#known.set(key, known);
    return known;
  }
}

async function askFrom<Answer>(
  known: KnownForm,
  forms: readonly ReportForm[],
  send: (form: ReportForm) => Promise<Answer>,
): Promise<Answer> {
  const first = known.index ?? 0;
  for (let index = first; ; index += 1) {
    try {
      const answer = await send(forms[index]);
      learn(known, first, index);
      return answer;
    } catch (error) {
      if (!mayBeAboutTheForm(error) || index === forms.length - 1) {
        throw error;
      }
    }
  }
}

/** @param index of the form that was taken */
function learn(known: KnownForm, first: number, index: number): void {
  if (known.index === undefined) {
    known.index = index;
  } else if (index > first && known.index === first) {
    known.climbs += 1;
    if (known.climbs >= CLIMBS_THAT_COUNT) {
      known.index = index;
      known.climbs = 0;
    }
  }
}

function mayBeAboutTheForm(error: unknown): boolean {
  return (
    isBadRequest(error) &&
    !isUnknownSegment(error) &&
    !isNotApplicableToTenant(error)
  );
}
