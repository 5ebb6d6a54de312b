/** Sizes in bytes, for machines and for people. */

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** Intune writes 0 where it does not know. */
export function byteCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
    ? value
    : undefined;
}

/** 255469813760 -> "237.9 GB"; 1 KB is 1,024 bytes. */
export function readableSize(bytes: number | undefined): string | undefined {
  if (bytes === undefined) {
    return undefined;
  }
  const power = Math.min(
    UNITS.length - 1,
    Math.max(0, Math.floor(Math.log2(bytes) / 10)),
  );
  const amount = bytes / 1024 ** power;
  return `${power === 0 ? amount : amount.toFixed(1)} ${UNITS[power]}`;
}
