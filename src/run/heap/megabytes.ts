/** Amounts of memory as people read them, in the unit of V8's options. */
export const MEGABYTE = 2 ** 20;

const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `4,096` */
export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** `4,096`, of bytes */
export function megabytes(bytes: number): string {
  return formatNumber(bytes / MEGABYTE);
}
