/**
 * Every limit on what a tenant, a server or a run may cost us, in one place.
 * Each is far above what real tenants need: none of them shall ever be met by
 * honest data. Errors name the limit that was broken, its value and the endpoint.
 * docs/graph-client.md has them as a table.
 */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** On one answer. */
export interface AnswerLimits {
  /** For one attempt, from the first byte sent to the last byte read. Slow pages take some 10 seconds. */
  readonly attemptTimeoutMs: number;
  /** Of one answer, unpacked. 20 pages of 999 users in one batch are about 30 MB. */
  readonly maxBodyBytes: number;
  /** Lists and objects inside each other. Batches of devices have about 8; `JSON.stringify` gives up at about 4,000. */
  readonly maxNesting: number;
}

/** On one collection, or one report that is read in pages. */
export interface CollectionLimits {
  /** 100 pages of 999 users are 100,000. */
  readonly maxPages: number;
  /** Items of one page. Graph gives 1,000 at most. */
  readonly maxPageItems: number;
  /** How often it may begin anew: after a lost page token, or when a report shrinks. */
  readonly maxRestarts: number;
}

/** On what lasts. */
export interface TimeLimits {
  /** For one login, the attempts of @azure/identity included. Usual: below a second. */
  readonly loginMs: number;
  /** For one call, all attempts and the pauses between them together: ten times a `Retry-After` of 15 minutes are 2.5 hours. */
  readonly callMs: number;
  /** For one step. Tenants with 200,000 devices take some hours. */
  readonly stepMs: number;
}

/** On one export. 200,000 devices with 150 applications each are 30 million rows of about 200 bytes: 6 GB, packed to less than 1 GB. */
export interface ExportLimits {
  /** Of the file as it comes; a temporary file of this size is on the disk meanwhile. */
  readonly maxDownloadBytes: number;
  /** Of the file unpacked, which is never on the disk nor in memory as a whole. */
  readonly maxUnpackedBytes: number;
  /** Unpacked by packed bytes. Deflate cannot exceed 1032; tables stay below 100. */
  readonly maxCompressionRatio: number;
  /** Of one row, in characters; a chunk of what was unpacked may come on top. Rows have about 200. */
  readonly maxRowBytes: number;
  readonly maxRows: number;
  /** For one download, without a byte. */
  readonly downloadIdleMs: number;
  /** For one whole download. */
  readonly downloadMs: number;
  /** How often a file is fetched that turns out to be broken. */
  readonly maxDownloads: number;
}

export interface GraphLimits
  extends AnswerLimits, CollectionLimits, TimeLimits, ExportLimits {}

export const defaultLimits: GraphLimits = {
  attemptTimeoutMs: 2 * MINUTE_MS,
  maxBodyBytes: 256 * MIB,
  maxNesting: 200,
  maxPages: 100_000,
  maxPageItems: 100_000,
  maxRestarts: 3,
  loginMs: MINUTE_MS,
  callMs: 4 * HOUR_MS,
  stepMs: 24 * HOUR_MS,
  maxDownloadBytes: 8 * GIB,
  maxUnpackedBytes: 64 * GIB,
  maxCompressionRatio: 500,
  maxRowBytes: MIB,
  maxRows: 1_000_000_000,
  downloadIdleMs: MINUTE_MS,
  downloadMs: HOUR_MS,
  maxDownloads: 3,
};

/** How often a request may fail, by what goes wrong: each kind has its own attempts. */
export const maxAttempts = {
  throttling: 10,
  transport: 6,
  serverError: 4,
  /** What names no lasting cause is believed then. */
  momentary: 3,
  /** "Not applicable" disables whole steps: it must come twice. */
  notApplicable: 2,
  /** Sporadic, or for ever. */
  tokenParsing: 4,
  /** Few: @azure/identity itself tries four times each time. */
  login: 3,
  /** More: what Entra ID answers is not tried again by others. */
  entraId: 6,
};

/** A longer Retry-After is absurd (a number of an epoch, a wrong clock), and is cut to this. */
export const LONGEST_RETRY_AFTER_MS = 15 * MINUTE_MS;

/** What the first address of a host has before the second is tried. Node gives 250 ms, less than a slow network needs. */
export const ADDRESS_ATTEMPT_MS = 5 * SECOND_MS;

/**
 * Small tenants' export jobs take seconds, large ones' about a minute, rarely
 * five; some never end, and a second one does at once. Four jobs at a time ask 36
 * times in their first minute, which the quota of 48 allows with their posts. Two
 * jobs of one export take turns, so they ask no more often than one.
 */
export const pollLimits = {
  firstDelayMs: SECOND_MS,
  shortestDelayMs: 2 * SECOND_MS,
  /** Where a file is follows a moment after the word that it is there. */
  delayOnceCompletedMs: SECOND_MS,
  /** A job is found ready when at most this share of its age has passed since. */
  delayByAge: 0.5,
  longestDelayMs: 45 * SECOND_MS,
  /** Until a second job is posted beside the first. */
  secondJobAfterMs: 5 * MINUTE_MS,
  /** Of the two together. */
  longestAgeMs: 10 * MINUTE_MS,
  resubmitsAfterFailure: 2,
};
