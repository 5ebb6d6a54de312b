/** Keeps the compiler from working more than the program. */
import { setFlagsFromString } from 'node:v8';

/**
 * Bytes of code that a function runs through, several times over, before V8
 * optimizes it: four times the default. A run takes seconds, in which V8
 * optimized 600 functions on its other threads, many of them several times: a
 * fifth of the CPU time. V8 heeds the flag at any time, and Node.js refuses it in
 * NODE_OPTIONS.
 */
const BUDGET = '--interrupt-budget=270336';

/** The last one that knows the flag, that of Node.js 20. Later ones wait longer by themselves, and print that they do not know it. */
const LAST_VERSION = 11;

/** @param version of V8 */
export function optimizeLater(version: string = process.versions.v8): void {
  if (Number.parseInt(version, 10) <= LAST_VERSION) {
    setFlagsFromString(BUDGET);
  }
}
