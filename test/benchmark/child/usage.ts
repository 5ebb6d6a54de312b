/**
 * Loaded into a measured process by `--require`: writes what the process used
 * to the file of `BENCHMARK_USAGE_FILE` when it exits.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Usage } from '../measurement';
import { USAGE_FILE_VARIABLE } from './variables';

interface Point {
  readonly wallMs: number;
  readonly cpuMs: number;
}

const started = now();
let work: Point | undefined;
let uncountedWallMs = 0;
let uncountedCpuMs = 0;

/** The work begins now; what was before is the start-up. The first call counts. */
export function startWork(): void {
  work ??= now();
}

/** Runs `prepare`, which must not be asynchronous, and leaves its time out. */
export function uncounted<T>(prepare: () => T): T {
  const before = now();
  try {
    return prepare();
  } finally {
    const after = now();
    uncountedWallMs += after.wallMs - before.wallMs;
    uncountedCpuMs += after.cpuMs - before.cpuMs;
  }
}

/** From the start of the process. */
function now(): Point {
  const { user, system } = process.cpuUsage();
  return { wallMs: process.uptime() * 1_000, cpuMs: (user + system) / 1_000 };
}

function usage(): Usage {
  const end = now();
  const begin = work ?? started;
  return {
    wallMs: end.wallMs - begin.wallMs - uncountedWallMs,
    cpuMs: end.cpuMs - begin.cpuMs - uncountedCpuMs,
    peakRssBytes: peakRssBytes(),
    startUp: begin,
  };
}

/**
 * `resourceUsage().maxRSS` would do, but on Linux it begins with that of the
 * process that spawned this one.
 */
function peakRssBytes(): number {
  const kibibyte = 1_024;
  if (process.platform !== 'linux') {
    return process.resourceUsage().maxRSS * kibibyte;
  }
  const status = readFileSync('/proc/self/status', 'utf8');
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) * kibibyte;
}

const file = process.env[USAGE_FILE_VARIABLE];
if (file !== undefined) {
  process.once('exit', () => writeFileSync(file, JSON.stringify(usage())));
}
