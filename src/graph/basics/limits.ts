/**
 * Every limit on what a tenant, a server or a run may cost us, in one place.
 * Each is far above what real tenants need, so honest data never reach one. An
 * error names the limit that was broken, its value and the endpoint. The table in
 * docs/graph-client.md lists all of them.
 */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** Limits on one answer. */
export interface AnswerLimits {
  /** For one attempt, from the first byte sent to the last byte read. Slow pages take some 10 seconds. */
  readonly attemptTimeoutMs: number;
  /** The size of one answer, unpacked. 20 pages of 999 users in one batch are about 30 MB. */
  readonly maxBodyBytes: number;
  /** How deep lists and objects may stand inside each other. Batches of devices have about 8; `JSON.stringify` gives up at about 4,000. */
  readonly maxNesting: number;
}

/** Limits on one collection, or on one report that is read in pages. */
export interface CollectionLimits {
  /** 100 pages of 999 users are 100,000. */
  readonly maxPages: number;
  /** Items of one page. Graph sends 1,000 at most. */
  readonly maxPageItems: number;
  /** How often it may begin anew: after a lost page token, or when a report shrinks. */
  readonly maxRestarts: number;
}

/** Limits on how long things may take. */
export interface TimeLimits {
  /** For one login, including the attempts of @azure/identity. It usually takes less than a second. */
  readonly loginMs: number;
  /** For one call, all attempts and the pauses between them together: ten times a `Retry-After` of 15 minutes are 2.5 hours. */
  readonly callMs: number;
  /** For one step. Tenants with 200,000 devices take some hours. */
  readonly stepMs: number;
}

/** Limits on one export. 200,000 devices with 150 applications each are 30 million rows of about 200 bytes: 6 GB, packed to less than 1 GB. */
export interface ExportLimits {
  /** The size of the file as it comes. A temporary file of this size is on the disk meanwhile. */
  readonly maxDownloadBytes: number;
  /** The size of the file unpacked. As a whole it is neither on the disk nor in memory. */
  readonly maxUnpackedBytes: number;
  /** Unpacked bytes divided by packed bytes. Deflate cannot exceed 1032, and tables stay below 100. */
  readonly maxCompressionRatio: number;
  /** The length of one row in characters; it is noticed one unpacked chunk later at most. Rows have about 200. */
  readonly maxRowBytes: number;
  readonly maxRows: number;
  /** How long a download may go on without a byte. */
  readonly downloadIdleMs: number;
  /** How long a whole download may take. */
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
  /** More than fit into REACH_MS, which ends them. */
  unreached: 50,
  serverError: 4,
  /** After so many, a refusal without a lasting cause is believed. */
  momentary: 3,
  /** "Not applicable" disables whole steps, so it must come twice. */
  notApplicable: 2,
  /** It ends after a moment or never. */
  tokenParsing: 4,
  /** Few, because @azure/identity itself tries four times each time. */
  login: 3,
  /** More, because nobody else repeats a login that Entra ID refused. */
  entraId: 6,
};

/** A longer Retry-After is cut to this: it comes from a wrong clock, or is a time instead of a duration. */
export const LONGEST_RETRY_AFTER_MS = 15 * MINUTE_MS;

/** How long the first address of a host is tried before the second one. Node's own 250 ms are too short for slow networks. */
export const ADDRESS_ATTEMPT_MS = 5 * SECOND_MS;

/** For how long a host is tried that was never reached. Who runs behind a firewall shall not wait for minutes to read so. */
export const REACH_MS = 15 * SECOND_MS;

/** The longest pause between two tries of such a host. */
export const LONGEST_REACH_PAUSE_MS = 2 * SECOND_MS;

/** How long a proxy may take for a connection to a host that was reached before. */
export const TUNNEL_MS = MINUTE_MS;

/**
 * When export jobs are polled. The jobs of small tenants take seconds, those of
 * large tenants about a minute and rarely five. Some jobs never end, while a second
 * one ends at once. Polls draw on the quota of the posts, so only the oldest job of a
 * run is polled often. Two jobs of one export are polled in turns, no more often
 * than one would be.
 */
export const pollLimits = {
  firstDelayMs: SECOND_MS,
  shortestDelayMs: 2 * SECOND_MS,
  /** The address of the file appears a moment after the status `completed`. */
  delayOnceCompletedMs: SECOND_MS,
  /** The next poll comes after this share of the age of the job. */
  delayByAge: 0.5,
  longestDelayMs: 45 * SECOND_MS,
  /** The same, while an older job is polled. */
  behindOlder: { firstDelayMs: 6 * SECOND_MS, delayByAge: 1 },
  /** After so long, a second job is posted beside the first. */
  secondJobAfterMs: 5 * MINUTE_MS,
  /** After so long, both jobs are given up. */
  longestAgeMs: 10 * MINUTE_MS,
  resubmitsAfterFailure: 2,
};
