/** Every limit on what an export may cost us. They are far above real exports. */

export interface ExportLimits {
  /** Of the file as it comes; a temporary file of this size is on the disk meanwhile. */
  readonly maxDownloadBytes: number;
  /** Of the file unpacked, which is never on the disk nor in memory as a whole. */
  readonly maxUnpackedBytes: number;
  /** Unpacked by packed bytes. Deflate cannot exceed 1032; tables stay below 100. */
  readonly maxCompressionRatio: number;
  /** Of one row; a chunk of what was unpacked may come on top. */
  readonly maxRowBytes: number;
  /** For one download, without a byte. */
  readonly downloadIdleMs: number;
  /** For one whole download. */
  readonly downloadMs: number;
  /** How often a file is fetched that turns out to be broken. */
  readonly maxDownloads: number;
}

/** 200,000 devices with 150 applications each are 30 million rows of about 200 bytes. */
export const defaultExportLimits: ExportLimits = {
  maxDownloadBytes: 8 * 1024 ** 3,
  maxUnpackedBytes: 64 * 1024 ** 3,
  maxCompressionRatio: 500,
  maxRowBytes: 1024 ** 2,
  downloadIdleMs: 60_000,
  downloadMs: 60 * 60_000,
  maxDownloads: 3,
};
