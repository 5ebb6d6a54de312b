/** Which process this is, so that another one can see later whether it still runs. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, in words of the system: a later process may get the same id. undefined where no system says. */
  readonly began?: string;
  /** Where its id means something: this boot of this machine, and this container. */
  readonly place: string;
}

export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    began: beginningOf(process.pid),
    place: ownPlace(),
  };
}

/** undefined for a process of another place, which cannot be seen from here. */
export function isRunning({
  pid,
  began,
  place,
}: ProcessIdentity): boolean | undefined {
  if (place !== ownPlace()) {
    return undefined;
  }
  if (!isThere(pid)) {
    return false;
  }
  const now = beginningOf(pid);
  return began === undefined || now === undefined || now === began;
}

function isThere(pid: number): boolean {
  try {
    // Signal 0 is sent to nobody: https://nodejs.org/api/process.html#processkillpid-signal
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** `ended` for a process that its parent has not noticed yet. */
function beginningOf(pid: number): string | undefined {
  return process.platform === 'linux' ? inProc(pid) : inProcessList(pid);
}

/** State and start time, the 3rd and the 22nd field: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function inProc(pid: number): string | undefined {
  const stat = read(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The second field is a name in parentheses, which may hold anything.
  const [state, ...rest] =
    stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  return state === 'Z' || state === 'X' ? 'ended' : rest[18];
}

function inProcessList(pid: number): string | undefined {
  const args = ['-o', 'lstart=', '-p', String(pid)];
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const stdio = ['ignore', 'pipe', 'ignore'] as const;
  const line = read(() =>
    execFileSync('ps', args, { env, stdio: [...stdio], encoding: 'utf8' }),
  );
  return line?.trim() || undefined;
}

function ownPlace(): string {
  const boot = read(() =>
    readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'),
  );
  const container = read(() => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot?.trim(), container].filter(Boolean).join(' ');
}

/** undefined where the system has no such thing. */
function read(source: () => string): string | undefined {
  try {
    return source();
  } catch {
    return undefined;
  }
}
