/** From the folder of a run to `report.html` in it. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compareKind } from '../compare/compareResults';
import type { Values } from '../support/knownValues';
import type { Pseudonyms } from '../support/pseudonyms';
import { readSummary } from './collection';
import { compareModels } from './model/changes';
import { readMissing } from './model/completeness';
import { answer } from './model/answers';
import { questions } from './model/questions';
import { readModel } from './model/readModel';
import { createRedaction } from './model/redaction';
import { readAssets } from './page/assets';
import { noData, packModel } from './page/data';
import { renderPage } from './page/page';
import type { Earlier, Report } from './page/report';
import { readRun } from './run';

/** A file that mail and browsers still bear. */
const MOST_BYTES = 8_000_000;

export interface ReportOptions {
  /** The folder of an earlier run, to compare with. */
  readonly earlier?: string;
  /** Takes the place of names, addresses and ids. */
  readonly pseudonyms?: Pseudonyms;
}

export interface MadeReport {
  readonly file: string;
  readonly bytes: number;
  /** What there was no room for in the file, in words. */
  readonly leftOut: readonly string[];
}

/**
 * @param folder `.j1-integration`, as a run left it
 * @throws UnreadableCollectionError
 */
export async function makeReport(
  folder: string,
  options: ReportOptions = {},
): Promise<MadeReport> {
  const report = await readReport(folder, options);
  const assets = await readAssets();
  const room =
    MOST_BYTES - Buffer.byteLength(renderPage(report, noData, assets));
  const data = packModel(report.model, report.earlier?.changes, room);
  const page = renderPage(report, data, assets);
  const file = path.join(folder, 'report.html');
  await writeFile(file, page);
  return { file, bytes: Buffer.byteLength(page), leftOut: data.leftOut };
}

/** @throws UnreadableCollectionError */
export async function readReport(
  folder: string,
  { earlier, pseudonyms }: ReportOptions = {},
): Promise<Report> {
  const { model, run, missing } = await readResult(folder, pseudonyms);
  return {
    model,
    run,
    missing,
    answers: questions.map((question) => answer(question, model, run)),
    isRedacted: pseudonyms !== undefined,
    ...(earlier === undefined
      ? {}
      : { earlier: await readEarlier(earlier, folder, model, pseudonyms) }),
  };
}

async function readEarlier(
  folder: string,
  newer: string,
  newerModel: Report['model'],
  pseudonyms: Pseudonyms | undefined,
): Promise<Earlier> {
  const result = await readResult(folder, pseudonyms);
  return {
    ...result,
    changes: compareModels(result.model, newerModel),
    entities: await compareKind(folder, newer, 'entities'),
  };
}

async function readResult(folder: string, pseudonyms?: Pseudonyms) {
  const summary = await readSummary(folder);
  const run = readRun(summary);
  const names: Values = new Map();
  const model = await readModel(folder, {
    now: run.endedAt,
    isCollected: (types) => run.completeness(types) !== 'not collected',
    ...(pseudonyms ? { pseudonyms, names } : {}),
  });
  const redact = pseudonyms && createRedaction(pseudonyms, names, run);
  const missing = readMissing(model.counts, run, summary, redact);
  return { model, run, missing };
}
