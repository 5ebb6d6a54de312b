/**
 * What rows say of an installation beside its state. Millions of rows say the same
 * few things, so each is kept once, and rows have its number.
 */
import { text } from '../../model/values';

/** The cells of a row, as the source writes them; undefined where it has none. */
export interface DetailCells {
  readonly detail?: unknown;
  readonly errorCode?: unknown;
  readonly version?: unknown;
}

export interface InstallDetails {
  /** Microsoft's number for the detail of the state; 0 is none. */
  readonly detail?: number;
  /** Of the platform; 0 is no error. */
  readonly errorCode?: number;
  /** Of the application, as the row has it. */
  readonly version?: string;
}

const WHOLE_NUMBER = /^-?\d{1,10}$/;

export class KnownDetails {
  readonly #numbers = new Map<string, number>();
  readonly #details: InstallDetails[] = [];

  /** The number of what a row says. */
  numberOf({ detail, errorCode, version }: DetailCells): number {
    const key = `${wholeNumber(detail) ?? ''}|${wholeNumber(errorCode) ?? ''}|${typeof version === 'string' ? version : ''}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) {
      return known;
    }
    const number = this.#details.length;
    this.#numbers.set(key, number);
    this.#details.push(detailsOf(key));
    return number;
  }

  of(number: number): InstallDetails {
    return this.#details[number];
  }
}

/** From the key, because the cells of an export keep a whole piece of the file in memory. */
function detailsOf(key: string): InstallDetails {
  const [detail, errorCode, ...version] = key.split('|');
  return {
    detail: wholeNumber(detail),
    errorCode: wholeNumber(errorCode),
    version: text(version.join('|').trim()),
  };
}

/** Exports write numbers as texts; a word in their place is no number. */
function wholeNumber(value: unknown): number | undefined {
  if (typeof value === 'string') {
    return WHOLE_NUMBER.test(value) ? Number(value) : undefined;
  }
  return Number.isSafeInteger(value) ? Number(value) : undefined;
}

/**
 * Of two rows of the same state, whatever their order: the one that has an error,
 * then the one with the smaller numbers.
 */
export function moreTelling(
  one: InstallDetails,
  other: InstallDetails,
): InstallDetails {
  const order = [
    Number(Boolean(other.errorCode)) - Number(Boolean(one.errorCode)),
    compare(one.errorCode, other.errorCode),
    compare(one.detail, other.detail),
    compare(one.version, other.version),
  ].find((difference) => difference !== 0);
  return (order ?? 0) > 0 ? other : one;
}

/** What is known comes before what is not. */
function compare<Value extends number | string>(
  one: Value | undefined,
  other: Value | undefined,
): number {
  if (one === undefined || other === undefined) {
    return Number(one === undefined) - Number(other === undefined);
  }
  return Number(one > other) - Number(one < other);
}
