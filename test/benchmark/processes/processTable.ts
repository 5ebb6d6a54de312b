/** What Linux knows of processes: https://man7.org/linux/man-pages/man5/proc.5.html */

/** `sysconf(_SC_CLK_TCK)`, which is the same on every Linux that Node.js runs on. */
const TICKS_PER_SECOND = 100;
/** Fields of `/proc/<pid>/stat` behind the name in parentheses, which may hold blanks: the first one there is field 3. */
const FIRST_FIELD = 3;
const CHILDREN_USER_TIME = 16;
const CHILDREN_SYSTEM_TIME = 17;
const BYTES_PER_KIBIBYTE = 1_024;

/**
 * CPU time of all children that have ended and were waited for, and of theirs,
 * in milliseconds.
 *
 * @param stat the text of `/proc/self/stat`
 */
export function childrenCpuMs(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = [CHILDREN_USER_TIME, CHILDREN_SYSTEM_TIME].map((field) =>
    Number(fields[field - FIRST_FIELD]),
  );
  return ((ticks[0] + ticks[1]) / TICKS_PER_SECOND) * 1_000;
}

/**
 * The most memory that a process has had so far, in bytes.
 *
 * @param status the text of `/proc/<pid>/status`
 * @returns undefined for a process that has ended
 */
export function peakRssBytes(status: string): number | undefined {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined
    ? undefined
    : Number(kibibytes) * BYTES_PER_KIBIBYTE;
}
