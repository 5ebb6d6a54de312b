/** A list that Graph gives differently each time it is read, and what it counts. */
import { lostPageToken, ok, page, type HttpReply } from '../graph/replies';
import type { LoggedRequest } from '../graph/scriptedTransport';

export interface ScriptedReading {
  readonly pages: readonly (readonly unknown[])[];
  /** The page token of this page is lost once, so that the list begins again. */
  readonly isLostAt?: number;
  /** A number, or what is answered instead. */
  readonly count?: number | HttpReply;
}

/** Answers the last reading for ever. */
export function scriptedList(
  readings: readonly ScriptedReading[],
): (request: LoggedRequest) => HttpReply {
  let current = -1;
  let isBeginningAgain = false;
  const lost = new Set<number>();
  return ({ url }) => {
    const { pathname, searchParams, origin } = new URL(url);
    if (pathname.endsWith('/$count')) {
      const count = readings[Math.max(current, 0)].count ?? 0;
      return typeof count === 'number' ? ok(count) : count;
    }
    const number = Number(searchParams.get('$skiptoken') ?? 0);
    if (number === 0 && !isBeginningAgain) {
      current = Math.min(current + 1, readings.length - 1);
    }
    isBeginningAgain = false;
    const { pages, isLostAt } = readings[current];
    if (number > 0 && number === isLostAt && !lost.has(current)) {
      lost.add(current);
      isBeginningAgain = true;
      return lostPageToken();
    }
    const next = `${origin}${pathname}?$skiptoken=${number + 1}&reading=${current}`;
    return page(
      pages[number] ?? [],
      number + 1 < pages.length ? next : undefined,
    );
  };
}
