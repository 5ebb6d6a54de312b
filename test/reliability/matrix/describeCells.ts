/** Runs cells as tests, one emulator for all of a file. */
import type { TokenCredential } from '@azure/identity';
import {
  startEmulator,
  type Emulator,
  type EmulatorOptions,
  type Fault,
  type FaultRule,
} from '../../emulator';
import { flawsOf } from '../../contracts/eventText';
import { expectOutcome } from '../expectOutcome';
import type { CollectedGraph } from '../memoryStore';
import { failedSteps } from '../outcome';
import {
  createLogin,
  runIntegration,
  type Run,
  type RunOptions,
} from '../runIntegration';
import { nameOf, type Cell } from './cell';
import { cellsToRun } from './covering';
import { shortPages } from './shortPages';
import { matrixTenant } from './tenant';

const TEST_TIMEOUT_MS = 30_000;

/** What holds in every run, the one without faults included. */
interface CellsOptions {
  readonly emulator?: Partial<EmulatorOptions>;
  readonly run?: Pick<RunOptions, 'clock' | 'includeAdvancedDeviceDetails'>;
  /** The cells that are run; default: those that cover the others. */
  readonly chosen?: readonly Cell[];
  /** True for cells that are about logins; all others share one. */
  readonly logsIn?: boolean;
}

export function describeCells(
  title: string,
  cells: readonly Cell[],
  {
    emulator: service = {},
    run: always = {},
    chosen = cellsToRun(cells),
    logsIn = false,
  }: CellsOptions = {},
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
        ...service,
      });
      credential = logsIn ? undefined : createLogin(emulator);
      const run = await runIntegration(emulator, { credential, ...always });
      expect(failedSteps(run)).toEqual([]);
      whole = run.graph;
    }, TEST_TIMEOUT_MS);

    afterAll(() => emulator.close());

    test.each(chosen.map((cell) => [nameOf(cell), cell] as const))(
      '%s',
      async (_, { rules, expectation, options }) => {
        const counted = rules(emulator).map(countHits);
        emulator.setFaults(counted.map(({ rule }) => rule));
        emulator.requests.length = 0;
        const run = await runIntegration(emulator, {
          credential,
          ...always,
          ...options,
        });
        expect(counted.map(({ hits }) => hits() > 0)).toEqual(
          counted.map(() => true),
        );
        expectOutcome(run, whole, expectation);
        expect(strangersWithToken(emulator)).toEqual([]);
        expect(textFlaws(run, emulator)).toEqual([]);
      },
      TEST_TIMEOUT_MS,
    );
  });
}

/** Of what our steps tell users; the runtime tells of their beginnings and ends. */
function textFlaws({ published }: Run, { app }: Emulator): string[] {
  return published
    .filter(({ name }) => !name.startsWith('step_'))
    .flatMap(({ description }) => flawsOf(description, [app.clientSecret]));
}

/** A cell one of whose faults hits nothing says nothing. */
function countHits(rule: FaultRule): { rule: FaultRule; hits: () => number } {
  let hits = 0;
  const count = (fault: Fault): Fault => ({
    name: fault.name,
    apply: (answer, request) => {
      hits += 1;
      return fault.apply(answer, request);
    },
  });
  const [first, ...others] = [rule.fault].flat() as [Fault, ...Fault[]];
  return {
    rule: { ...rule, fault: [count(first), ...others.map(count)] },
    hits: () => hits,
  };
}

/** Requests that carried a token to another place than Graph. */
function strangersWithToken({ requests }: Emulator): string[] {
  return requests
    .filter(({ kind, authorization }) => kind !== 'graph' && authorization)
    .map(({ kind }) => kind);
}
