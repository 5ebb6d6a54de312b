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
  let [amount, power] = [bytes, 0];
  // By what will be shown: nobody writes "1024.0 MB".
  while (Number(amount.toFixed(1)) >= 1024 && power < UNITS.length - 1) {
    amount /= 1024;
    power += 1;
  }
  return `${power === 0 ? amount : amount.toFixed(1)} ${UNITS[power]}`;
}
