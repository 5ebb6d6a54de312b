/**
 * The integration, measured when its last step ends: what lives in the heap then,
 * and how much of it is the SDK's map of keys, which is emptied to know that.
 * Needs `--expose-gc`.
 */
import { writeFileSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';
import type { IntegrationStep } from '@jupiterone/integration-sdk-core';
import { InMemoryDuplicateKeyTracker } from '@jupiterone/integration-sdk-runtime/dist/src/execution/duplicateKeyTracker';
import { BigMap } from '@jupiterone/integration-sdk-runtime/dist/src/execution/utils/bigMap';
import { integrationSteps } from '../../../src/steps';
import { invocationConfig as measured } from './collectIntegration';
import { HEAP_FILE_VARIABLE } from './variables';

/** In bytes. */
export interface HeapUse {
  readonly limit: number;
  readonly alive: number;
  readonly keyMap: number;
}

interface KeyMap {
  graphObjectKeyMap: BigMap<string, unknown>;
}

let tracker: KeyMap | undefined;
const { registerKey } = InMemoryDuplicateKeyTracker.prototype;
InMemoryDuplicateKeyTracker.prototype.registerKey = function (key) {
  tracker = this as unknown as KeyMap;
  registerKey.call(this, key);
};

let running = integrationSteps.length;

function measuredStep(step: IntegrationStep): IntegrationStep {
  return {
    ...step,
    executionHandler: async (context) => {
      try {
        await step.executionHandler(context);
      } finally {
        running -= 1;
        if (running === 0) {
          measureHeap();
        }
      }
    },
  };
}

function measureHeap(): void {
  const { heap_size_limit: limit } = getHeapStatistics();
  const alive = aliveBytes();
  if (tracker) {
    tracker.graphObjectKeyMap = new BigMap(2_000_000);
  }
  const keyMap = alive - aliveBytes();
  const use: HeapUse = { limit, alive, keyMap };
  writeFileSync(process.env[HEAP_FILE_VARIABLE] ?? '', JSON.stringify(use));
}

function aliveBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

export const invocationConfig: typeof measured = {
  ...measured,
  integrationSteps: integrationSteps.map(measuredStep),
};
