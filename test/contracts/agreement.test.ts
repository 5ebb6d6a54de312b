/**
 * The terminal, summary.json and the report say the same of a run: each event,
 * each count of what was left out or odd with its meaning, the time and the
 * verdict. Goes through every kind that the source declares.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  IntegrationInfoEventName,
  IntegrationWarnEventName,
} from '@jupiterone/integration-sdk-core';
import * as fc from 'fast-check';
import ts from 'typescript';
import { formatCount, formatDuration } from '../../scripts/collect/numbers';
import { createOutput } from '../../scripts/collect/output';
import { parseLogLine } from '../../scripts/collect/logLines';
import { tellResult } from '../../scripts/collect/result';
import { RunRecord } from '../../scripts/collect/runRecord';
import { exitCodes, type Verdict } from '../../scripts/exitCodes';
import { writeResult } from '../../scripts/report/check/result';
import { tenantNamed } from '../../scripts/report/check/sampleTenant';
import { readReport } from '../../scripts/report/makeReport';
import { leftOutOf } from '../../scripts/report/model/completeness';
import { noData } from '../../scripts/report/page/data';
import { renderPage } from '../../scripts/report/page/page';
import { readSummaryFile } from '../../scripts/runs/layout';
import {
  describeVerdict,
  verdictTitles,
  writeRunSummary,
  type RunReport,
  type SummaryFile,
} from '../../scripts/runs/runSummary';
import { createRunLogger } from '../../scripts/upload/logger';
import { defineStep } from '../../src/run/defineStep';
import type { StepContext } from '../../src/run/context';
import { publishInfo, publishWarning } from '../../src/run/events';
import { logOdd, publishOdd } from '../../src/run/oddities';
import { stepIds, type StepId } from '../../src/run/stepIds';
import {
  allowances,
  type AllowanceName,
} from '../../src/run/leftOut/allowances';
import { Completeness } from '../../src/run/wholeness/completeness';
import {
  leftOutMeanings,
  oddities,
  type LeftOutKind,
  type OddityKind,
} from '../../src/run/leftOut/kinds';
import { scriptedStep } from '../support/stepContext';
import { sourceFiles, sourceFolder } from './messages';

const STARTED_AT = new Date(Date.now() - 7_400);

/** What one step tells. */
interface Telling {
  readonly step: StepId;
  readonly tell: (context: StepContext) => void;
}

const steps = [stepIds.users, stepIds.groups] as const;
const typeOf: Partial<Record<StepId, string>> = {
  [steps[0]]: 'azure_user',
  [steps[1]]: 'azure_user_group',
};
const titleOf: Partial<Record<StepId, string>> = {
  [steps[0]]: 'Users',
  [steps[1]]: 'Groups',
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'agreement-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** Runs a step for each id, and says all that is said of the run, in all places. */
async function runTelling(
  tellings: readonly Telling[],
  verdict?: Verdict,
): Promise<{
  readonly terminal: string;
  readonly file: NonNullable<SummaryFile['run']>;
  readonly report: Awaited<ReturnType<typeof readReport>>;
  readonly page: string;
  readonly exitCode: number;
  readonly published: readonly string[];
}> {
  const printed: string[] = [];
  const keep = (...texts: unknown[]) => {
    printed.push(texts.join(' '));
  };
  const spies = (['log', 'error'] as const).map((method) =>
    jest.spyOn(console, method).mockImplementation(keep),
  );
  try {
    const { record, failed, published } = await runSteps(tellings);
    await writeMade(failed, {
      ...record.report(),
      ...(verdict && { verdict }),
    });
    const output = createOutput('text');
    const options = { isVerbose: false };
    const exitCode = await tellResult(folder, undefined, options, output);
    const summary = await readSummaryFile(folder);
    if (!summary?.run) {
      throw new Error('summary.json has no run');
    }
    const report = await readReport(folder);
    const page = textOf(
      renderPage(report, noData, { styleSheet: '', script: '' }),
    );
    const terminal = printed.join('\n');
    return { terminal, file: summary.run, report, page, exitCode, published };
  } finally {
    spies.forEach((spy) => spy.mockRestore());
  }
}

async function runSteps(tellings: readonly Telling[]) {
  const record = new RunRecord();
  const output = createOutput('text');
  // Through JSON, as from the SDK's command line.
  const logger = createRunLogger((line) => {
    const parsed = parseLogLine(JSON.stringify(line));
    if (parsed) {
      record.add(parsed);
      output.line(parsed);
    }
  });
  const published: string[] = [];
  logger.on('event', ({ description }) => void published.push(description));
  const failed: StepId[] = [];
  for (const id of steps) {
    const own = tellings.filter(({ step }) => step === id);
    const step = defineStep({
      ...{ id, name: `Fetch ${id}`, entities: [], relationships: [] },
      datasets: [],
      handler: (context) => {
        own.forEach(({ tell }) => tell(context));
        return Promise.resolve();
      },
    });
    const { context } = scriptedStep([]);
    const withLogger = { ...context, logger: logger.child({ stepId: id }) };
    try {
      await step.executionHandler(withLogger as typeof context);
    } catch {
      failed.push(id);
    }
  }
  return { record, failed, published };
}

/** As the SDK leaves a result, with a summary as the commands write it. */
async function writeMade(
  failed: readonly StepId[],
  record: RunReport,
): Promise<void> {
  const made = tenantNamed('Contoso', STARTED_AT.getTime());
  await writeResult(folder, { ...made, run: undefined });
  const file = path.join(folder, 'summary.json');
  const written = JSON.parse(await readFile(file, 'utf8')) as SummaryFile;
  const [result] = written.integrationStepResults;
  const summary = {
    ...written,
    integrationStepResults: steps.map((id) => ({
      ...result,
      ...{ id, name: `Fetch ${id}`, declaredTypes: [typeOf[id] ?? id] },
      status: failed.includes(id) ? 'failure' : 'success',
      encounteredTypeCounts: { [typeOf[id] ?? id]: 1 },
    })),
    metadata: {
      partialDatasets: { types: failed.map((id) => typeOf[id] ?? id) },
    },
  };
  const identity = { id: 'a-run', startedAt: STARTED_AT };
  await writeRunSummary(folder, summary, identity, record);
}

function textOf(page: string): string {
  const named: Readonly<Record<string, string>> = {
    ...{ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" },
  };
  return page
    .replace(/<[^>]*>/g, ' ')
    .replace(/&([#\w]+);/g, (whole, name: string) => named[name] ?? whole)
    .replace(/\s+/g, ' ');
}

/** How many items, and the whole of them, of which they are few enough. */
const few = 3;
const of = 1_000;

/** Each way in which a count of the kind is told. */
function tellingsOf(kind: LeftOutKind, count: number): Telling['tell'][] {
  if (Object.hasOwn(allowances, kind)) {
    const left = { count, of: of * count, what: 'things were gone' };
    return [
      ({ completeness }) =>
        completeness.addLeftOut(kind as AllowanceName, left),
    ];
  }
  if (Object.hasOwn(oddities, kind)) {
    const items = {
      code: 'M365-LOG-010',
      kind: kind as OddityKind,
      count,
    } as const;
    const sentence = `Odd things: ${count}. They were left out.`;
    return [
      (context) => publishOdd(context, { ...items, description: sentence }),
      (context) =>
        logOdd(context, { ...items, description: 'Odd things were left out' }),
    ];
  }
  if (kind === 'missing') {
    const missing = { count, what: 'things were lost', causes: ['A fault.'] };
    return [({ completeness }) => completeness.addMissing(missing)];
  }
  throw new Error(`Nobody knows how ${kind} is told`);
}

const kinds = Object.keys(leftOutMeanings) as LeftOutKind[];

/** What every run has to show, whatever was told. */
function expectAgreement({
  terminal,
  file,
  report,
  page,
  exitCode,
  published,
}: Awaited<ReturnType<typeof runTelling>>): void {
  // Events
  expect(file.events.map(({ message }) => message)).toEqual(published);
  for (const { level, message } of file.events) {
    const word = level === 'info' ? 'note   ' : 'warning';
    expect(terminal).toMatch(
      new RegExp(`^ {2}${word}  .*${escaped(message)}`, 'm'),
    );
    expect(page).toContain(message);
  }
  expect(report.missing.events).toHaveLength(file.events.length);
  // Counts
  const total = file.leftOut.reduce((sum, { count }) => sum + count, 0);
  expect(leftOutOf(report.missing)).toBe(total);
  expect(report.missing.leftOut).toEqual(
    file.leftOut.map(({ stepId, meaning, message, count }) => ({
      ...{ message, meaning, count },
      touches: titleOf[stepId as StepId],
    })),
  );
  for (const { stepId, kind, meaning, message, count } of file.leftOut) {
    expect(meaning).toBe(kind && leftOutMeanings[kind]);
    const numbers = terminal
      .split('\n')
      .filter((line) => line.includes(`${stepId}: ${message}`))
      .flatMap((line) => line.match(/\d+/g));
    expect(numbers).toContain(String(count));
    expect(page).toContain(`${formatCount(count)} ${message} ${meaning}`);
  }
  if (total > 0) {
    expect(page).toContain(`${formatCount(total)} left out or odd`);
    expect(page).not.toMatch(/[Nn]othing (?:that was read )?was left out/);
  } else {
    expect(page).toContain('Nothing that was read was left out.');
  }
  expect(terminal).toMatch(
    new RegExp(`^ +Left out or odd +${formatCount(total)}$`, 'm'),
  );
  // Time and verdict
  const time = formatDuration(file.seconds);
  expect(terminal).toContain(` in ${time} with `);
  expect(page).toContain(`, in ${time} `);
  expect(report.run.endedAt).toBe(Date.parse(file.endedAt));
  expect(exitCode).toBe(exitCodes[file.verdict]);
  expect(report.run.verdict).toBe(file.verdict);
  const sentence = describeVerdict(file);
  expect(page).toContain(sentence);
  expect(page).toContain(` ${verdictTitles[file.verdict]}: `);
  expect(terminal).toContain(sentence);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

describe('a count of each kind', () => {
  test.each(kinds)('%s', async (kind) => {
    for (const tell of tellingsOf(kind, few)) {
      const run = await runTelling([{ step: steps[0], tell }]);
      expectAgreement(run);
      expect(run.file.leftOut).toMatchObject([
        { stepId: steps[0], kind, count: few },
      ]);
    }
  });

  test('has a meaning in words', () => {
    for (const meaning of Object.values(leftOutMeanings)) {
      expect(meaning).toMatch(/^[a-z][^.]{20,}[a-z\d)]$/);
    }
  });

  test('in any mixture', async () => {
    const telling = fc
      .tuple(
        fc.constantFrom(...steps),
        fc.constantFrom(...kinds),
        fc.integer({ min: 1, max: 5_000 }),
        fc.nat(),
      )
      .map(([step, kind, count, way]): Telling => {
        const ways = tellingsOf(kind, count);
        return { step, tell: ways[way % ways.length] };
      });
    await fc.assert(
      fc.asyncProperty(
        fc.array(telling, { maxLength: 6 }),
        async (tellings) => {
          const run = await runTelling(tellings);
          expectAgreement(run);
          expect(run.file.leftOut).toHaveLength(tellings.length);
        },
      ),
      { numRuns: 8 },
    );
  });
});

/** By what `Completeness` is told, with what speaks of no number, too. */
const completenessTellings: Readonly<
  Record<
    Extract<keyof Completeness, `add${string}`>,
    (completeness: Completeness) => void
  >
> = {
  addMissing: (it) =>
    it.addMissing({ count: few, what: 'things', causes: ['A fault.'] }),
  addLeftOut: (it) =>
    it.addLeftOut('changes', { count: few, of, what: 'things were gone' }),
  addFewer: (it) => it.addFewer('things are in no list', [[of, of - few]]),
  addUnlisted: (it) =>
    it.addUnlisted('things', { unknown: few, known: of - few }),
  addUnchecked: (it) => it.addUnchecked('things', 'a fault'),
  addEmpty: (it) => it.addEmpty('things'),
};

describe('what speaks against completeness', () => {
  const methods = Object.getOwnPropertyNames(Completeness.prototype).filter(
    (name) => name.startsWith('add'),
  );

  test('has no way that is not tried here', () => {
    expect(methods.sort()).toEqual(Object.keys(completenessTellings).sort());
  });

  test.each(Object.entries(completenessTellings))('%s', async (name, add) => {
    const run = await runTelling([
      { step: steps[1], tell: ({ completeness }) => add(completeness) },
    ]);
    expectAgreement(run);
    expect(run.file.events).toHaveLength(1);
    const isCounted = !['addUnchecked', 'addEmpty'].includes(name);
    expect(run.file.leftOut.map(({ count }) => count)).toEqual(
      isCounted ? [few] : [],
    );
    expect(run.file.verdict).toBe(
      name === 'addMissing' ? 'partial' : 'complete',
    );
  });

  test('is partial with more than the allowance, and says how many', async () => {
    const left = { count: 600, of, what: 'things were gone' };
    const run = await runTelling([
      {
        step: steps[0],
        tell: ({ completeness }) => completeness.addLeftOut('changes', left),
      },
    ]);
    expectAgreement(run);
    expect(run.file.leftOut).toMatchObject([{ kind: 'missing', count: 600 }]);
  });
});

describe('an event of each name', () => {
  test.each([
    ...Object.values(IntegrationInfoEventName).map((name) => [
      name,
      ({ logger }: StepContext) =>
        publishInfo(logger, 'M365-LOG-010', name, 'Something is so.'),
    ]),
    ...Object.values(IntegrationWarnEventName).map((name) => [
      name,
      ({ logger }: StepContext) =>
        publishWarning(logger, 'M365-LOG-010', name, 'Something is not so.'),
    ]),
  ] as [string, Telling['tell']][])('%s', async (name, tell) => {
    const run = await runTelling([{ step: steps[0], tell }]);
    expectAgreement(run);
    expect(run.file.events).toMatchObject([{ name, stepId: steps[0] }]);
  });
});

test.each(['complete', 'partial', 'unusable'] as const)(
  'the verdict %s, which only the command knows',
  async (verdict) => {
    const run = await runTelling([], verdict);
    expectAgreement(run);
    expect(run.file.verdict).toBe(verdict);
  },
);

describe('the source', () => {
  /** Calls of functions and methods, by the file. */
  const calls = sourceFiles().flatMap((file) => {
    const text = readFileSync(path.join(sourceFolder, file), 'utf8');
    const source = ts.createSourceFile(
      file,
      text,
      ts.ScriptTarget.Latest,
      true,
    );
    const found: { file: string; name: string; call: ts.CallExpression }[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) {
        const name = node.expression.getText().split('.').at(-1) ?? '';
        found.push({ file, name, call: node });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
  const placesOf = (names: RegExp) => [
    ...new Set(
      calls.filter(({ name }) => names.test(name)).map(({ file }) => file),
    ),
  ];

  test('publishes events, and counts what is odd, in one place each', () => {
    expect(placesOf(/^publish(?:Info|Warn|Error)Event$/)).toEqual([
      'run/events.ts',
    ]);
    expect(placesOf(/^countOdd$/)).toEqual(['run/oddities.ts']);
  });

  test('logs no warning with a count of no kind', () => {
    const counted = calls.filter(
      ({ name, call }) =>
        name === 'warn' && /\bcount\b/.test(call.arguments[0]?.getText() ?? ''),
    );
    // Which gives the kind with each count.
    expect(counted.map(({ file }) => file)).toEqual(['run/events.ts']);
  });

  test('publishes no number in an event without its kind', () => {
    const numbers = calls
      .filter(({ name }) => /^publish(?:Info|Warning)$/.test(name))
      .filter(
        ({ call }) =>
          call.arguments.length < 4 &&
          /\$\{(?:count|[\w.]+\.(?:length|size))\}/.test(
            call.arguments.at(2)?.getText() ?? '',
          ),
      );
    expect(numbers.map(({ call }) => call.getText())).toEqual([]);
  });
});
