/** Numbers as people read them. */

const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `12,000` */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** `1 request`, `12,000 requests` */
export function formatQuantity(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `14.2 s`, `2 min 5 s`, `1 h 0 min` */
export function formatDuration(seconds: number): string {
  if (seconds < 59.95) {
    return `${seconds.toFixed(1)} s`;
  }
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${counts.format(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}
