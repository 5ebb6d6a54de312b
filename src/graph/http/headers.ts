/** Headers of answers, whole or inside a batch, and what they say of quotas. */
import { asObject, asPlainText } from '../basics/json';
import type { GraphCall } from './call';

/** Looks a header up by its name in lower case; undefined or null when there is none. */
export type HeaderLookup = (name: string) => string | null | undefined;

/** Headers inside a batch are a plain object, in any case. */
export function headersInBatch(headers: unknown): HeaderLookup {
  const entries = Object.entries(asObject(headers) ?? {});
  return (name) => {
    const value = entries.find(([key]) => key.toLowerCase() === name)?.[1];
    return asPlainText(value);
  };
}

/** Of one request: alone, or in a batch. */
export interface AnswerHead {
  readonly status: number;
  readonly header: HeaderLookup;
}

/** Of the answer, or of all answers in a batch; none when nothing was answered. */
export function headsOf({
  answer,
  batchSize,
}: Pick<GraphCall, 'answer' | 'batchSize'>): AnswerHead[] {
  if (answer === undefined) {
    return [];
  }
  const responses = asObject(answer.body)?.responses;
  if (batchSize === 0 || !Array.isArray(responses)) {
    const header = (name: string) => answer.headers.get(name);
    return [{ status: answer.status, header }];
  }
  return responses.map((each) => {
    const response = asObject(each);
    return {
      status: Number(asPlainText(response?.status)),
      header: headersInBatch(response?.headers),
    };
  });
}

/** What an answer, or all answers in a batch, say of the quota. */
export interface QuotaUse {
  /** What was charged; undefined unless every answer says so. */
  readonly units?: number;
  /** The largest share of the quota that is used up, from 0.8 on; mostly undefined. */
  readonly usedShare?: number;
}

/**
 * Reads what the directory charged, in resource units, and how much of the quota
 * is used up.
 * https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits
 */
export function quotaUse(headers: readonly HeaderLookup[]): QuotaUse {
  const units = headers.map((header) => numberIn(header, 'x-ms-resource-unit'));
  const shares = headers
    .map((header) => numberIn(header, 'x-ms-throttle-limit-percentage'))
    .filter((share) => share !== undefined);
  return {
    units: units.every((unit) => unit !== undefined)
      ? units.reduce((sum, unit) => sum + unit, 0)
      : undefined,
    usedShare: shares.length > 0 ? Math.max(...shares) : undefined,
  };
}

function numberIn(header: HeaderLookup, name: string): number | undefined {
  const text = header(name) ?? '';
  const value = Number(text);
  return text !== '' && value >= 0 && Number.isFinite(value)
    ? value
    : undefined;
}
