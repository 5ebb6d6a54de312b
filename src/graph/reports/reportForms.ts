/**
 * Finds the form in which a tenant takes the request for a report. Some columns
 * cannot be ordered by (https://github.com/microsoftgraph/msgraph-beta-sdk-dotnet/issues/1073),
 * and some tenants lack columns. Both are answered by a 400 that does not say which,
 * so the forms are tried from the best one on. The form that is taken is kept for
 * the rest of the run.
 */
import {
  isBadRequest,
  isNotApplicableToTenant,
  isUnknownSegment,
} from '../errors/errors';
import { Scout } from '../basics/scout';
import type { ReportRequest } from './reportRequest';

/** The parts of a declaration that are sent. */
export interface ReportForm {
  readonly hasOrderBy: boolean;
  readonly hasSelect: boolean;
}

const withoutOrder: readonly ReportForm[] = [
  { hasOrderBy: false, hasSelect: true },
  { hasOrderBy: false, hasSelect: false },
];

/** Missing columns are no reason to give up the order. */
const withOrder: readonly ReportForm[] = [
  { hasOrderBy: true, hasSelect: true },
  { hasOrderBy: false, hasSelect: true },
  { hasOrderBy: true, hasSelect: false },
  { hasOrderBy: false, hasSelect: false },
];

interface TakenForm {
  readonly scout: Scout;
  /** Its place among the forms; undefined while none was taken. */
  index?: number;
  /** How many requests needed a later form since then. */
  climbs: number;
}

/** A single 400 after a form was taken may have another cause. */
const CLIMBS_THAT_COUNT = 2;

/** Shared by all views of a client. */
export class ReportForms {
  readonly #takenForms = new Map<string, TakenForm>();

  /**
   * Sends the request in the best form that is taken. While no form is known for this
   * declaration, one request goes ahead alone.
   *
   * @throws what `send` throws; if all forms get a 400, that of the plainest one
   */
  ask<Answer>(
    request: ReportRequest<string>,
    send: (form: ReportForm) => Promise<Answer>,
    signal: AbortSignal,
  ): Promise<Answer> {
    const taken = this.#takenFormOf(request);
    const forms = request.orderBy?.length ? withOrder : withoutOrder;
    return taken.scout.run(
      () => taken.index !== undefined,
      () => askFrom(taken, forms, send),
      signal,
    );
  }

  #takenFormOf(request: ReportRequest<string>): TakenForm {
    const { version, path, columns, optionalColumns, orderBy } = request;
    const key = JSON.stringify([
      version,
      path,
      columns,
      optionalColumns,
      orderBy,
    ]);
    const taken = this.#takenForms.get(key) ?? {
      scout: new Scout(),
      climbs: 0,
    };
    this.#takenForms.set(key, taken);
    return taken;
  }
}

async function askFrom<Answer>(
  taken: TakenForm,
  forms: readonly ReportForm[],
  send: (form: ReportForm) => Promise<Answer>,
): Promise<Answer> {
  const first = taken.index ?? 0;
  for (let index = first; ; index += 1) {
    try {
      const answer = await send(forms[index]);
      learn(taken, first, index);
      return answer;
    } catch (error) {
      if (!mayBeAboutTheForm(error) || index === forms.length - 1) {
        throw error;
      }
    }
  }
}

/** @param index of the form that was taken */
function learn(taken: TakenForm, first: number, index: number): void {
  if (taken.index === undefined) {
    taken.index = index;
  } else if (index > first && taken.index === first) {
    taken.climbs += 1;
    if (taken.climbs >= CLIMBS_THAT_COUNT) {
      taken.index = index;
      taken.climbs = 0;
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
