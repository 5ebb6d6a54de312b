/** Runs cells as tests, one emulator for all of a file. */
import type { TokenCredential } from '@azure/identity';
import { startEmulator, type Emulator, type FaultRule } from '../../emulator';
import type { Clock } from '../../../src/graph/clock';
import { expectOutcome } from '../expectOutcome';
import type { CollectedGraph } from '../memoryStore';
import { failedSteps } from '../outcome';
import { createLogin, runIntegration } from '../runIntegration';
import { nameOf, type Cell } from './cell';
import { shortPages } from './shortPages';
import { matrixTenant } from './tenant';

const TEST_TIMEOUT_MS = 30_000;

interface CellsOptions {
  /** Rules that hold in every run, the one without faults included. */
  readonly always?: readonly FaultRule[];
  /** True for cells that are about logins; all others share one. */
  readonly logsIn?: boolean;
  readonly clock?: Clock;
}

export function describeCells(
  title: string,
  cells: readonly Cell[],
  { always = [], logsIn = false, clock }: CellsOptions = {},
): void {
  describe(title, () => {
    let emulator: Emulator;
    let credential: TokenCredential | undefined;
    let whole: CollectedGraph;

    beforeAll(async () => {
      emulator = await startEmulator({
        tenant: matrixTenant,
        exportPolls: 1,
        largestPage: shortPages,
        faults: always,
      });
      credential = logsIn ? undefined : createLogin(emulator);
      const run = await runIntegration(emulator, { credential, clock });
      expect(failedSteps(run)).toEqual([]);
      whole = run.graph;
    }, TEST_TIMEOUT_MS);

    afterAll(() => emulator.close());

    test.each(cells.map((cell) => [nameOf(cell), cell] as const))(
      '%s',
      async (_, { rules, expectation, options }) => {
        emulator.setFaults([...rules(emulator), ...always]);
        emulator.requests.length = 0;
        const run = await runIntegration(emulator, {
          credential,
          clock,
          ...options,
        });
        expect(emulator.faultHits()).toBeGreaterThan(always.length);
        expectOutcome(run, whole, expectation);
        expect(strangersWithToken(emulator)).toEqual([]);
      },
      TEST_TIMEOUT_MS,
    );
  });
}

/** Requests that carried a token to another place than Graph. */
function strangersWithToken({ requests }: Emulator): string[] {
  return requests
    .filter(({ kind, authorization }) => kind !== 'graph' && authorization)
    .map(({ kind }) => kind);
}
