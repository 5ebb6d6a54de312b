/**
 * Ends the steps that emit before V8 runs out of memory. V8 would end the process
 * and with it everything that was collected. A step that fails keeps its types,
 * and what the run has is uploaded.
 */
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { IntegrationError } from '@jupiterone/integration-sdk-core';
import { HeapGrowth } from './growth';
import { MEGABYTE, megabytes } from './megabytes';
import { coded } from '../../graph/basics/messageCodes';

/** Of the limit, in bytes: V8's young generation, where nothing stays. Three semi-spaces of 16 MB. */
const YOUNG = 48 * MEGABYTE;

/**
 * The share of the rest that may live. V8 gives up when it collects garbage most
 * of the time while more than 80 % lives, and when there is no room at all.
 * https://github.com/v8/v8/blob/11.3.244/src/heap/heap.cc (CheckIneffectiveMarkCompact)
 */
const MOST_ALIVE = 0.85;

export interface Heap {
  /** What V8 may use, in bytes. */
  readonly limit: () => number;
  /** What it uses now, garbage included, in bytes. */
  readonly used: () => number;
}

const ownHeap: Heap = {
  limit: () => getHeapStatistics().heap_size_limit,
  used: () => getHeapStatistics().used_heap_size,
};

export class HeapGuard {
  readonly #heap: Heap;
  #fullAt: number | undefined;

  constructor(heap: Heap = ownHeap) {
    this.#heap = heap;
  }

  /** To be called right after a collection of the whole heap: what is used then is alive. */
  collected(): void {
    const used = this.#heap.used();
    const isFull = used > (this.#heap.limit() - YOUNG) * MOST_ALIVE;
    this.#fullAt = isFull ? used : undefined;
  }

  /** @throws IntegrationError as long as the heap is nearly full */
  check(): void {
    if (this.#fullAt !== undefined) {
      const limit = megabytes(this.#heap.limit());
      throw new IntegrationError({
        code: 'HEAP_LIMIT',
        message: coded(
          'M365-STEP-004',
          `The heap is nearly full: ${megabytes(this.#fullAt)} of ${limit} MB are in use after a garbage collection. ` +
            'The step stops before Node.js would end the whole run. ' +
            'Raise the limit with NODE_OPTIONS=--max-old-space-size=<MB>, or switch ingestion sources off.',
        ),
      });
    }
  }
}

let watched: HeapGuard | undefined;

/** Of this process: all its steps fill the same heap. */
export function heapGuard(): HeapGuard {
  watched ??= watch(new HeapGuard());
  return watched;
}

function watch(guard: HeapGuard): HeapGuard {
  const growth = new HeapGrowth();
  const observer = new PerformanceObserver((list) => {
    if (list.getEntries().some(isOfWholeHeap)) {
      guard.collected();
      growth.collected(ownHeap.used());
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  return guard;
}

/** https://nodejs.org/api/perf_hooks.html#garbage-collection-gc-details */
function isOfWholeHeap(entry: object): boolean {
  const detail: unknown = Reflect.get(entry, 'detail');
  const { kind } = { ...Object(detail) } as { readonly kind?: number };
  return kind === constants.NODE_PERFORMANCE_GC_MAJOR;
}
